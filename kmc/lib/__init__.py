"""Small helpers that import no app: Thai text, dates, years, paging, exports."""
