"""Months, days of the week and small words of printed dates, by language: twelve months each, spellings parted by "/".

Only the Gregorian calendar. A spelling may mean one month in one language and another in the next (listopad is October
in Croatian and November in Czech): what is looked up without a language must mean the same in all of them.
"""

from typing import Final

MONTHS: Final[dict[str, str]] = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep"
    " october/oct november/nov december/dec",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "ar": "يناير/جانفي فبراير/فيفري/شباط مارس/آذار أبريل/ابريل/إبريل/أفريل/نيسان مايو/ماي/أيار/ايار يونيو/يونيه/جوان/حزيران"
    " يوليو/يوليه/جويلية/تموز أغسطس/اغسطس/أوت/آب سبتمبر/أيلول/ايلول أكتوبر/اكتوبر نوفمبر ديسمبر",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "be": "студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/май чэрвеня/чэрвень ліпеня/ліпень"
    " жніўня/жнівень верасня/верасень кастрычніка/кастрычнік лістапада/лістапад снежня/снежань",
    "bg": "януари/ян февруари/фев март/мар април/апр май юни юли август/авг септември/сеп октомври/окт ноември/ное"
    " декември/дек",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "bs": "januar/januara/jan februar/februara/feb mart/marta/mar april/aprila/apr maj/maja jun/juna/juni jul/jula/juli"
    " august/augusta/avgust/avgusta/aug septembar/septembra/sep oktobar/oktobra/okt novembar/novembra/nov"
    " decembar/decembra/dec",
    "ca": "gener/gen febrer/febr març abril/abr maig juny/jun juliol/jul agost/ag setembre/set octubre/oct novembre/nov"
    " desembre/des",
    "cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen"
    " září října/říjen listopadu/listopad prosince/prosinec",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "da": "januar/jan februar/feb marts april/apr maj juni/jun juli/jul august/aug september/sept/sep oktober/okt"
    " november/nov december/dec",
    "de": "januar/jänner/jan/jän februar/feber/feb märz/mär/mrz april/apr mai juni/jun juli/jul august/aug"
    " september/sept/sep oktober/okt november/nov dezember/dez",
    "el": "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ/φεβρ μαρτίου/μάρτιος/μαρ/μάρ"
    " απριλίου/απρίλιος/απρ μαΐου/μάιος/μαΐ/μάι ιουνίου/ιούνιος/ιουν/ιούν ιουλίου/ιούλιος/ιουλ/ιούλ"
    " αυγούστου/αύγουστος/αυγ/αύγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ"
    " νοεμβρίου/νοέμβριος/νοε/νοέ δεκεμβρίου/δεκέμβριος/δεκ",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
    " septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic",
    "et": "jaanuar/jaanuaril/jaan veebruar/veebruaril/veebr märts/märtsil aprill/aprillil/apr mai/mail juuni/juunil"
    " juuli/juulil august/augustil/aug september/septembril/sept oktoober/oktoobril/okt november/novembril/nov"
    " detsember/detsembril/dets",
    "eu": "urtarrila/urtarrilaren/urtarrilak otsaila/otsailaren/otsailak martxoa/martxoaren/martxoak"
    " apirila/apirilaren/apirilak maiatza/maiatzaren/maiatzak ekaina/ekainaren/ekainak uztaila/uztailaren/uztailak"
    " abuztua/abuztuaren/abuztuak iraila/irailaren/irailak urria/urriaren/urriak azaroa/azaroaren/azaroak"
    " abendua/abenduaren/abenduak",
    "fa": "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu"
    " kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu"
    " joulukuuta/joulukuu",
    "fr": "janvier/janv/jan février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept"
    " octobre/oct novembre/nov décembre/decembre/déc",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair deireadh_fómhair samhain nollaig",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "he": "ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט"
    " ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
    "hi": "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "hr": "siječnja/siječanj/sij veljače/veljača/velj ožujka/ožujak/ožu travnja/travanj/tra svibnja/svibanj/svi"
    " lipnja/lipanj/lip srpnja/srpanj/srp kolovoza/kolovoz/kol rujna/rujan/ruj listopada/listopad/lis"
    " studenoga/studenog/studeni/stu prosinca/prosinac/pro",
    "hu": "január/jan február/febr/feb március/márc/már április/ápr május/máj június/jún július/júl augusztus/aug"
    " szeptember/szept október/okt november/nov december/dec",
    "hy": "հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս հունիսի/հունիս հուլիսի/հուլիս"
    " օգոստոսի/օգոստոս սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր",
    "id": "januari/jan februari/pebruari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu/ags"
    " september/sept/sep oktober/okt november/nov desember/des",
    "is": "janúar/jan febrúar/feb mars apríl/apr maí júní júlí ágúst september/sept október/okt nóvember/nóv desember/des",
    "it": "gennaio/gen febbraio/febb/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago"
    " settembre/sett/set ottobre/ott novembre/nov dicembre/dic",
    "ka": "იანვარი/იანვარს თებერვალი/თებერვალს მარტი/მარტს აპრილი/აპრილს მაისი/მაისს ივნისი/ივნისს ივლისი/ივლისს"
    " აგვისტო/აგვისტოს სექტემბერი/სექტემბერს ოქტომბერი/ოქტომბერს ნოემბერი/ნოემბერს დეკემბერი/დეკემბერს",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "lt": "sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis liepos/liepa"
    " rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis",
    "lv": "janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa"
    " maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta"
    " septembris/septembrī/septembra oktobris/oktobrī/oktobra novembris/novembrī/novembra decembris/decembrī/decembra",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "ms": "januari/jan februari/feb mac april mei/mei jun julai ogos/ogo september/sep oktober/okt november/nov disember/dis",
    "nb": "januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt"
    " november/nov desember/des",
    "nl": "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sept/sep"
    " oktober/okt november/nov december/dec",
    "pl": "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze"
    " lipca/lipiec sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad"
    " grudnia/grudzień/gru",
    "pt": "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set"
    " outubro/out novembro/nov dezembro/dez",
    "ro": "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept"
    " octombrie/oct noiembrie/noi decembrie/dec",
    "ru": "января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн"
    " июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб"
    " декабря/декабрь/дек",
    "sk": "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august"
    " septembra/september októbra/október novembra/november decembra/december",
    "sl": "januarja/januar februarja/februar marca/marec aprila/april maja/maj junija/junij julija/julij avgusta/avgust"
    " septembra/september oktobra/oktober novembra/november decembra/december",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "sr": "јануара/јануар/јан фебруара/фебруар/феб марта/март/мар априла/април/апр маја/мај јуна/јун јула/јул"
    " августа/август/авг септембра/септембар/сеп октобра/октобар/окт новембра/новембар/нов децембра/децембар/дец",
    "sv": "januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sept/sep oktober/okt"
    " november/nov december/dec",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "th": "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค"
    " กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "tr": "ocak/oca şubat/şub mart/mar nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas"
    " aralık/ara",
    "uk": "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт травня/травень/трав"
    " червня/червень/черв липня/липень/лип серпня/серпень/серп вересня/вересень/вер жовтня/жовтень/жовт"
    " листопада/листопад/лист грудня/грудень/груд",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
}
PAIRS: Final = {
    "meán fómhair": "meán_fómhair",
    "deireadh fómhair": "deireadh_fómhair",
    "كانون الثاني": "يناير",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}
"""Months of two words, by the word that is in the table."""

WEEKDAYS: Final = frozenset(
    # English, German, Dutch, French, Spanish, Italian, Portuguese
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat sunday sun"
    " montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo"
    " lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim"
    " lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom"
    " lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica"
    " segunda-feira segunda terça-feira terça quarta-feira quarta quinta-feira quinta sexta-feira sexta"
    # Danish, Norwegian, Swedish, Finnish, Icelandic, Estonian, Latvian, Lithuanian
    " mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag"
    " maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina"
    " lauantai lauantaina sunnuntai sunnuntaina esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev"
    " pirmdien otrdien trešdien ceturtdien piektdien sestdien svētdien"
    " pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis"
    # Polish, Czech, Slovak, Croatian and its neighbours, Hungarian, Romanian
    " poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle"
    " pondelok utorok streda štvrtok piatok nedeľa ponedjeljak ponedeljak ponedeljek utorak torek srijeda sreda sredo"
    " četvrtak četrtek petak petek subota nedjelja nedelja"
    " hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă duminică"
    # Russian, Ukrainian, Bulgarian, Serbian, Greek, Turkish
    " понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"
    " понеділок вівторок середа четвер п’ятниця п'ятниця субота неділя"
    " понеделник сряда четвъртък петък събота неделя понедељак уторак четвртак петак недеља"
    " δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή"
    " pazartesi salı çarşamba perşembe cuma cumartesi pazar"
    # Arabic, Persian, Hebrew, Hindi, Indonesian, Catalan
    " الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد"
    " دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه شنبه یکشنبه"
    " सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार senin selasa rabu kamis jumat sabtu minggu"
    " dilluns dimarts dimecres dijous divendres dissabte diumenge".split()
)
FILLERS: Final = frozenset(
    "the of on at de del do da di d den der dem am vom um à a au le el il la y o ao às alle ore em och kl klo klokken klockan"
    " st nd rd th er ος r г г. год года году р року год. m metų d dienos ko a. lúc ngày pada pukul dne dnia día dia die dated"
    " în la a_las horas hora hs uhr h hrs saat v в о годині στις في الساعة ב בשעה بتاريخ ที่ พ.ศ เวลา น".split()
)
"""What stands between the parts of a date without saying anything."""

YEAR_FIRST: Final = frozenset("zh ja ko hu lt mn eu".split())
DAY_FIRST: Final = frozenset(
    "af ar az be bg bn bs ca cs cy da de el es et fa fi fr ga gl he hi hr hy id is it ka kk lv mk ms nb nl nn no pl pt ro"
    " ru sk sl sq sr sw ta th tr uk ur vi en-gb en-au en-ie en-nz en-in en-za en-ng en-ke en-gh en-pk en-sg".split()
)
"""Languages in which 10/02/2026 is the tenth of February; plain English may mean either."""
MONTH_FIRST: Final = frozenset(("en-us",))
