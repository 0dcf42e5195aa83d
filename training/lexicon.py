"""Words that change or keep a statement's truth when one takes the other's place.

Plain lists of our own: SYNONYMS keep it, OPPOSITES and members of one KIND deny it, and what
stands under HYPERNYMS implies the key. Matched as whole words, lower case.
"""

from __future__ import annotations


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(left.strip(), right.strip()) for left, right in (item.split("/") for item in text.split(","))]


SYNONYMS = _pairs(
    "injured/hurt, wounded/injured, killed/slain, began/started, begin/start, beginning/start, "
    "ended/finished,bought/purchased, buy/purchase, sold out/fully booked, big/large, huge/enormous, "
    "small/little, rich/wealthy,car/automobile, doctor/physician, lawyer/attorney, movie/film, "
    "jail/prison, cop/police officer, officers/police,help/assist, helped/assisted, near/close to, "
    "about/around, approximately/about, quickly/fast, rapidly/quickly,died/passed away, "
    "dead/deceased, house/home, blaze/fire, kids/children, children/youngsters, "
    "teenager/teen,attempt/try, attempted/tried, answered/replied, demanded/called for, said/stated, "
    "told/informed, announced/declared, purchase/acquisition, acquired/bought, firm/company, "
    "employees/workers, staff/employees, shooting/gun attack, quake/earthquake, suspect/alleged "
    "attacker, trial/court case, gets/receives, received/got,obtained/got, rescued/saved, stole/took "
    "illegally, stolen/taken by thieves, vessel/ship, aircraft/plane,airplane/plane, "
    "physician/medical doctor, nearly/almost, roughly/about, annual/yearly, each year/every "
    "year,chief executive/CEO, CEO/chief executive officer, president-elect/incoming president, "
    "U.S./United States,UK/Britain, EU/European Union, UN/United Nations, percent/per cent, last "
    "night/overnight, agreement/deal,pact/agreement, gunman/shooter, verdict/ruling, "
    "allowed/permitted, banned/prohibited, forbidden/banned,required/obliged, choose/select, "
    "chosen/selected, picked/chosen, revealed/disclosed, hid/concealed, ill/sick,angry/furious, "
    "happy/glad, sad/unhappy, afraid/scared, wrong/mistaken, correct/right, "
    "famous/well-known,star/celebrity, film/motion picture, cable/wire, internet/web, repaired/fixed, "
    "fix/repair, damage/harm,destroyed/wrecked, collapsed/fell down, occurred/happened, happened/took "
    "place, held/staged, located/situated,departed/left, arrived/came, returned/came back, "
    "resigned/stepped down, dismissed/fired, fired/sacked,hired/recruited, appointed/named, "
    "elected/voted in, defeated/beat, victory/win, lost to/was beaten by,increase/rise, "
    "increased/rose, decreased/fell, decline/drop, dropped/fell, grew/expanded, "
    "cut/reduced,delayed/postponed, cancelled/called off, continue/go on, continued/went on, "
    "stop/halt, stopped/halted"
)
OPPOSITES = _pairs(
    "rose/fell, increased/decreased, increase/decrease, rise/fall, up/down, higher/lower, more/less, "
    "more/fewer,above/below, over/under, before/after, north/south, northern/southern, east/west, "
    "eastern/western, left/right,top/bottom, first/last, early/late, earlier/later, morning/evening, "
    "day/night, opened/closed, open/closed,opening/closing, won/lost, win/lose, winner/loser, "
    "accepted/rejected, accept/reject, approved/rejected, agreed/refused, allowed/banned, "
    "supports/opposes, supported/opposed, for/against, guilty/innocent, "
    "convicted/acquitted,alive/dead, survived/died, safe/dangerous, arrived/left, enter/leave, "
    "entered/left, came/went, bought/sold,buy/sell, gained/lost, gain/loss, profit/loss, "
    "success/failure, succeeded/failed, remember/forget, hired/fired,appointed/dismissed, "
    "joined/left, confirmed/denied, confirm/deny, admitted/denied, true/false, "
    "public/private,male/female, man/woman, men/women, boy/girl, son/daughter, brother/sister, "
    "father/mother, husband/wife, king/queen, he/she, his/her, young/old, new/old, hot/cold, "
    "warm/cold, dry/wet, full/empty, rich/poor, large/small,big/small, long/short, high/low, "
    "fast/slow, heavy/light, strong/weak, best/worst, better/worse, good/bad,easy/difficult, "
    "cheap/expensive, always/never, all/none, everyone/nobody, every/no, many/few, "
    "most/few,inside/outside, indoors/outdoors, domestic/foreign, local/national, peaceful/violent, "
    "armed/unarmed, legal/illegal, voluntary/forced, happy/sad, praised/criticised, loves/hates, "
    "friend/enemy, attack/defence, minority/majority, minimum/maximum, former/current, senior/junior, "
    "started/ended, start/end, began/ended, on/off,with/without, together/alone, single/married, "
    "released/arrested, freed/jailed, strengthened/weakened,temporary/permanent, calm/panic, "
    "cancelled/confirmed, destroyed/built, offline/online, wins/loses, rises/falls,opens/closes, "
    "accepts/rejects, confirms/denies, beats/loses to, gains/loses, leaves/joins, ahead/behind"
)
KINDS = {
    "nationality": (
        "american british french german italian spanish russian chinese japanese indian israeli iranian "
        "iraqi egyptian turkish australian canadian mexican brazilian indonesian pakistani greek"
    ).split(),
    "country": (
        "france germany italy spain russia china japan india israel iran iraq egypt turkey australia "
        "canada mexico brazil indonesia pakistan greece sudan kenya sweden norway"
    ).split(),
    "city": (
        "paris london berlin rome madrid tokyo beijing delhi cairo athens moscow boston chicago houston "
        "toronto sydney miami denver seattle dallas"
    ).split(),
    "weekday": "monday tuesday wednesday thursday friday saturday sunday".split(),
    "month": "january february march april june july august september october november december".split(),
    "number": "two three four five six seven eight nine ten eleven twelve".split(),
    "ordinal": "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
    "unit": "hours days weeks months years minutes".split(),
    "scale": "hundred thousand million billion".split(),
    "color": "black white red blue green yellow grey brown pink orange".split(),
    "vehicle": "car bus truck train plane boat bicycle motorcycle helicopter van taxi".split(),
    "role": (
        "doctor nurse teacher lawyer judge pilot actor singer farmer soldier mayor senator governor "
        "minister coach journalist engineer student priest"
    ).split(),
    "family": "father mother brother sister son daughter uncle aunt cousin wife husband grandmother".split(),
    "place": "school hospital church hotel airport station museum library restaurant factory prison".split(),
    "room": "kitchen bedroom bathroom garage cellar attic office balcony".split(),
    "weapon": "gun knife bomb axe rifle hammer".split(),
    "disaster": "earthquake flood fire hurricane tornado landslide drought".split(),
    "sport": "football basketball tennis baseball hockey golf rugby cricket swimming boxing".split(),
    "medium": "newspaper television radio magazine website".split(),
    "material": "gold silver copper iron wood glass steel stone plastic".split(),
    "instrument": "guitar piano violin drums trumpet flute cello saxophone".split(),
    "drink": "water coffee tea beer wine milk juice whisky".split(),
    "food": "bread rice apples oranges potatoes tomatoes carrots bananas grapes onions".split(),
    "animal": "dog cat horse cow sheep pig goat lion elephant rabbit".split(),
    "season": "spring summer autumn winter".split(),
    "injury": "arm leg hand foot shoulder knee head back".split(),
    "verdict": "murder manslaughter fraud theft bribery arson perjury".split(),
    "means": "shot stabbed strangled poisoned drowned beaten".split(),
    "degree": "bronze silver gold".split(),
}
HYPERNYMS = {
    "vehicle": "car bus truck van taxi motorcycle".split(),
    "animal": KINDS["animal"],
    "relative": "brother sister uncle aunt cousin".split(),
    "weapon": "gun knife rifle bomb".split(),
    "building": "school hospital church hotel museum library".split(),
    "person": "man woman doctor teacher lawyer pilot".split(),
    "natural disaster": "earthquake hurricane tornado flood".split(),
    "instrument": KINDS["instrument"],
    "official": "mayor senator governor minister".split(),
}
PRONOUNS = {"he", "she", "his", "her", "for", "on", "up", "all", "with", "more"}
