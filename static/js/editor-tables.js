// Cells of a table become one with their neighbour: no selection is needed, so a finger or the keyboard will do.

function neighbour({ map, top, bottom, left, right }, side) {
  if (side === "right") return right < map.width ? map.map[top * map.width + right] : null;
  return bottom < map.height ? map.map[bottom * map.width + left] : null;
}

export function mergeWith(editor, tables, side) {
  const rect = tables.selectedRect(editor.state);
  const other = neighbour(rect, side);
  if (other === null) return;
  const own = rect.map.map[rect.top * rect.map.width + rect.left];
  editor
    .chain()
    .focus()
    .setCellSelection({ anchorCell: rect.tableStart + own, headCell: rect.tableStart + other })
    .mergeCells()
    .setTextSelection(rect.tableStart + own + 2)
    .run();
}
