"""Given names with their Latin spelling, family names and village names: all invented combinations."""

FEMALE = dict(
    pair.split("/")
    for pair in (
        "กนกวรรณ/kanokwan กมลชนก/kamonchanok กรรณิการ์/kannika กัญญา/kanya กาญจนา/kanchana เกศินี/kesinee "
        "ขวัญใจ/khwanjai จริยา/jariya จันทร์เพ็ญ/janpen จารุวรรณ/jaruwan จิตรา/jittra จินตนา/jintana "
        "จิราพร/jiraporn จุฑามาศ/juthamas ชนิดา/chanida ชลธิชา/chonticha ชุติมา/chutima ฐิติมา/thitima "
        "ณัฐธิดา/natthida ดวงใจ/duangjai ดารุณี/darunee ทัศนีย์/thatsanee ทิพวรรณ/thippawan ธนพร/thanaporn "
        "ธัญญา/thanya นงนุช/nongnuch นภาพร/napaporn นริศรา/narisara นันทนา/nanthana นิตยา/nittaya "
        "นิภา/nipa เนตรนภา/netnapa บังอร/bangorn บุญเรือน/boonruean บุษบา/butsaba เบญจมาศ/benjamas "
        "ปณิตา/panita ประภาพร/prapaporn ปราณี/pranee ปิยะดา/piyada ผกามาศ/phakamas พรทิพย์/pornthip "
        "พรพิมล/pornpimol พัชรี/patcharee พิกุล/pikul พิมพ์ใจ/pimjai เพ็ญศรี/pensri ภัทรา/phattra "
        "มณีรัตน์/maneerat มาลี/malee เยาวลักษณ์/yaowalak รจนา/rotjana รัชนี/ratchanee รัตนา/rattana "
        "รุ่งทิวา/rungthiwa เรณู/renu ลัดดา/ladda ลำดวน/lamduan วรรณา/wanna วรรณี/wannee วราภรณ์/waraporn "
        "วาสนา/wasana วิภาดา/wipada วิมล/wimol วิไลวรรณ/wilaiwan ศศิธร/sasithorn ศิริพร/siriporn "
        "ศิริวรรณ/siriwan สมจิตร/somjit สมพร/somporn สมใจ/somjai สายฝน/saifon สายพิณ/saiphin สาวิตรี/sawitree "
        "สิริมา/sirima สุกัญญา/sukanya สุดารัตน์/sudarat สุธาทิพย์/suthathip สุนิสา/sunisa สุพัตรา/supattra "
        "สุภาวดี/supawadee สุมาลี/sumalee สุรีย์/suree เสาวนีย์/saowanee หทัยรัตน์/hathairat อมรรัตน์/amornrat "
        "อรทัย/orathai อรวรรณ/orawan อรอนงค์/on-anong อัจฉรา/atchara อัญชลี/anchalee อารีย์/aree อุไรวรรณ/uraiwan"
    ).split()
)

MALE = dict(
    pair.split("/")
    for pair in (
        "กฤษณะ/kritsana กิตติพงษ์/kittiphong กิตติศักดิ์/kittisak เกรียงไกร/kriangkrai เกียรติศักดิ์/kiattisak "
        "โกวิท/kowit คมสัน/khomsan จักรพันธ์/jakkaphan จักรี/jakkree จำลอง/jamlong เจริญ/jaroen เฉลิมชัย/chalermchai "
        "ชัยวัฒน์/chaiwat ชาญชัย/chanchai ชูชาติ/choochat ณรงค์/narong ณัฐพล/natthaphon ดำรง/damrong เดชา/decha "
        "ถาวร/thaworn ทวีศักดิ์/thaweesak ทองใบ/thongbai ธนวัฒน์/thanawat ธีรพงษ์/theeraphong ธีรยุทธ/theerayut "
        "นพดล/noppadol นรินทร์/narin นิคม/nikhom นิรันดร์/niran บรรจง/banjong บัญชา/bancha บุญมี/boonmee "
        "บุญเลิศ/boonlert ประจักษ์/prajak ประดิษฐ์/pradit ประพันธ์/praphan ประยูร/prayoon ประสิทธิ์/prasit "
        "ปรีชา/preecha ปัญญา/panya พงศกร/phongsakorn พงษ์ศักดิ์/phongsak พรชัย/pornchai พิชัย/phichai พิทักษ์/phithak "
        "พีรพล/peerapol ไพฑูรย์/phaitoon ไพโรจน์/phairoj ภานุวัฒน์/phanuwat มงคล/mongkhon มานพ/manop ยงยุทธ/yongyut "
        "รังสรรค์/rangsan วรวุฒิ/worawut วัชระ/watchara วันชัย/wanchai วิเชียร/wichian วิทยา/witthaya วินัย/winai "
        "วิรัตน์/wirat วิโรจน์/wirot วีระ/weera วีรศักดิ์/weerasak ศักดิ์ชัย/sakchai ศิวกร/siwakorn ศุภชัย/supachai "
        "สงวน/sanguan สนธยา/sonthaya สมชาย/somchai สมบัติ/sombat สมพงษ์/somphong สมศักดิ์/somsak สราวุธ/sarawut "
        "สวัสดิ์/sawat สันติ/santi สายัณห์/sayan สาโรจน์/saroj สุชาติ/suchat สุทธิพงษ์/sutthiphong สุทัศน์/suthat "
        "สุธี/suthee สุพจน์/suphot สุรชัย/surachai สุรศักดิ์/surasak สุริยา/suriya เสกสรรค์/seksan อดิศักดิ์/adisak "
        "อนันต์/anan อนุชิต/anuchit อภิชาติ/apichat อภิสิทธิ์/apisit อรุณ/arun อัครเดช/akkaradet อาทิตย์/athit "
        "อำนาจ/amnat อุดม/udom เอกชัย/ekachai เอนก/anek"
    ).split()
)

FAMILY_FIRST = (
    "กันยา แก้ว ไกร ขันธ์ ขาว คำ คูณ เครือ จันทร์ จำปา จิตต์ ใจ ชัย ชาติ ชื่น ดวง ดอก ดี เดช ทรัพย์ ทวี ทอง ทิพย์ "
    "ธรรม นนท์ นาค นาม บัว บาง บุญ บุตร ประ ปัญญา ผล ผา ไผ่ พงษ์ พรม พล พันธ์ เพชร เพ็ง โพธิ์ ภู มณี มะลิ มั่น มูล "
    "เมือง ยอด รัตน์ รุ่ง เรือง วงศ์ วัฒน์ วิเศษ ศรี ศักดิ์ สมบัติ สาย สาร สิงห์ สีดา สุข สุด สุริย์ สุวรรณ แสง แสน "
    "โสภา หงษ์ หอม อินทร์ อุด อุทัย เอก"
).split()
FAMILY_LAST = (
    "กล้า กุล เกษ แก้วใส ขันตี คำภา คำมูล จันดี จันทา ใจงาม ชื่นใจ ดวงดี ดารา ทองใบ ทาสี นาคำ นาดี บัวงาม บุญมา "
    "บุญรอด ประเสริฐ ปัญญา พรมมา พลดี พิมพ์ดี เพียรดี โพธา มั่นคง มีสุข มูลศรี ยืนยง รักษา ลาดี ลุนดี วงศ์คำ วงษา "
    "วันดี วิชัย ศรีคำ ศรีทอง สมดี สายบุญ สาระ สีลา สุขใส สุโพธิ์ แสงทอง แสนคำ หาญดี อ่อนศรี อินทา อุ่นเรือน"
).split()

VILLAGE_FIRST = "หนอง โนน นา ห้วย โคก ดง คำ กุด ดอน ป่า โพน แก้ง ม่วง วัง".split()
VILLAGE_LAST = (
    "กกแสง ขามเฒ่า ข่าน้อย คูณทอง จานงาม จิกสูง เชือกใหญ่ ซำแฮด ดอกแก้ว ดู่งาม ตะเคียนคู่ ตาลเอน ติ้วแดง ไทรโยง "
    "นกเขียน บ่อน้อย บักแซว บัวบก ประดู่ลาย ปลาเซียม ปอแก้ว ไผ่ล้อม ฝางคำ พอกใหญ่ พลับพลึง มะค่าคู่ มะแซวงาม มะตูมหวาน "
    "ไม้งาม ยางเดี่ยว รวงทอง ระเวียงคำ ลมเย็น เลาคา สะเดาหวาน สะแบงงาม สะอางใหม่ สำโรงคู่ แสนสุข หมากยาง หญ้าคา "
    "หวายน้อย หว้าเอน แห่ใต้ อ้อยช้าง อีเก้ง ฮังน้อย"
).split()

# Schools the articles themselves speak of, by district: they must be there.
TOLD_SCHOOLS = {
    "เดชอุดม": "บ้านดงตาลเดี่ยว บ้านโคกสว่างนาดี บ้านคำเม็กน้อย บ้านนาแขมงาม บ้านโนนกุงคำ".split(),
    "บุณฑริก": "บ้านหนองตาด บ้านหนองแวงใต้ บ้านหนองผือวิทยา".split(),
    "นาจะหลวย": "บ้านดอนกระถินงาม บ้านห้วยทรายงาม บ้านแก้งยาง".split(),
    "น้ำยืน": "บ้านโคกสะอาดพัฒนา บ้านหนองขามใหญ่ บ้านโนนยางคำ บ้านคำน้ำเที่ยง".split(),
    "ทุ่งศรีอุดม": "บ้านโนนหินแก้ว บ้านนาโพธิ์เอน บ้านนาเกษมสุข บ้านม่วงสามัคคี".split(),
    "น้ำขุ่น": "บ้านห้วยกาบเชิง บ้านดอนโมงน้อย บ้านโนนสำราญใหม่ บ้านกุดเชียงมุน".split(),
}
TOLD_PUPILS = {"บ้านดงตาลเดี่ยว": 140}
# Names that stand twice, as they do in life: only the district tells them apart.
TWINS = ("บ้านโนนไม้งาม", "บ้านหนองจานงาม", "บ้านโคกลมเย็น")
