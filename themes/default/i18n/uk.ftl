# Слова інтерфейсу. `$n` — число, `$name` — назва.
skip-to-content = Перейти до змісту
breadcrumbs = Де ви
front-page = Головна
archive = Архів
storylines = Сюжети
people = Люди
people-one = Людина
places = Місця
places-one = Місце
organisations = Організації
organisations-one = Організація
documents = Документи
documents-one = Документ
edition-number = № { $n }
editions = Випуски
edition-empty = Випусків ще немає
edition-empty-text = Перше опубліковане зведення стане першим випуском.
edition-previous = Попередній випуск
edition-next = Наступний випуск
email-web = Цей випуск на сайті
email-by = Хто повідомляє
email-was = було { $name }
email-links = Посилання
email-unsubscribe = Відписатися
all-times = Час: { $name }
corrections-policy = Правила виправлень
contact = Контакт
overviews = Огляди
follow = Стежити
feed-atom = Зведення (Atom)
feed-json = Зведення (JSON)
feed-agenda = Порядок денний (календар)
feed-editions = Випуски (Atom)
appearance = Вигляд
appearance-system = Як у системі
appearance-light = Світлий
appearance-dark = Темний
briefings = Зведення
briefings-about = Зведення про: { $name }
briefings-none = Зведень ще немає.
briefings-count = { $n ->
    [one] { $n } зведення
    [few] { $n } зведення
   *[other] { $n } зведень
}
briefings-of-week = { $n ->
    [one] { $n } зведення за тиждень до { $name }
    [few] { $n } зведення за тиждень до { $name }
   *[other] { $n } зведень за тиждень до { $name }
}
briefings-by-year = За роками
genre-analysis = Аналіз
genre-explainer = Пояснення
draft = Чернетка
not-before = Не раніше { $day }, { $time }
covers = Охоплює: { $name }
listen = Слухати це зведення
reading-time = { $n } хв читання
by-line = Автор
changed = Що змінилося
about = Про що
sources = Джерела
source = Джерело
via = через
archived-copy = архівна копія
accessed = дата звернення: { $name }
sources-one-root = Джерел: { $n }, усі спираються на одне
sources-roots = Джерел: { $n }, першоджерел: { $of }
sources-pages = Сторінки, на які спирається кілька зведень
sources-pages-shown = Показано { $n } із { $of }: ті, на які спирається найбільше зведень.
outlet-official = офіційна заява
outlet-party = сторона конфлікту
outlet-wire = інформаційне агентство
outlet-press = преса
outlet-state-media = державні ЗМІ
outlet-think-tank = аналітичний центр
outlet-secondary = вторинне джерело
index-parts = Частини цього переліку
index-count = Число показує, у скількох зведеннях є назва чи ім’я.
index-dates = Дата – день першого зведення про документ.
places-elsewhere = Інші місця
replaces = замінює
asked-on = поставлено { $name }
open-for = { $n ->
    [0] нове
    [one] відкрите { $n } день
    [few] відкрите { $n } дні
   *[other] відкрите { $n } днів
}
questions-counted = Дні пораховано до { $name } – дня найновішого зведення.
questions-elsewhere = Поза сюжетами
quotes-speakers = За мовцями
quotes-newest = Від найновіших
statements-count = { $n ->
    [one] { $n } твердження
    [few] { $n } твердження
   *[other] { $n } тверджень
}
sources-count = Твердження – це число, цитата, подія, рядок про відоме чи невідоме або місце в тексті, що спирається на джерело.
outlet-dossier = Досьє
outlet-newest = Найновіші
timeline = Хронологія
events = Хронологія
events-none = Подій ще немає.
events-count = { $n ->
    [one] { $n } подія
    [few] { $n } події
   *[other] { $n } подій
}
known = Що відомо
unknown = Що невідомо
answers = Відповіді на попередні питання
questions = Запитання
questions-open = Відкриті запитання
questions-answered = Запитання з відповіддю
questions-none = Запитань ще немає.
asked = Поставлено { $name }
answered-in = Відтоді є відповідь у зведенні
open-days = { $n ->
    [one] відкрите { $n } день станом на { $name }
    [few] відкрите { $n } дні станом на { $name }
   *[other] відкрите { $n } днів станом на { $name }
}
catch-up = Надолужити
catch-up-more = Решта – на сторінці сюжету
catch-up-none = За останні 30 днів нічого не змінилося.
catch-up-others = Також змінилося
list-all = Усі { $n }
days-earlier = Попередні дні
since-visit = Зведень після вашого останнього візиту
edition-whole = Увесь випуск
storylines-all = Усі сюжети
recent = Нещодавні зведення
briefings-earlier = Попередні зведення
agenda = Порядок денний
agenda-ahead = Попереду
agenda-undated = Без дати
agenda-answered = Що з цього вийшло
agenda-past = Минуле
agenda-none = Очікувань ще немає.
calendar = Як календар
watch = За чим стежити
watch-cancelled = скасовано
watch-url = Оголошення
told-in = Розповідає зведення
came = Що сталося
came-next = Наступне зведення про це
came-nothing = Повідомлень ще немає.
previously = Раніше
asked-anew = Нове запитання
answered-anew = Є відповідь
newcomers = Нові в цьому сюжеті
last-briefing = останнє зведення { $name }
storylines-resting = Призупинені й завершені
storylines-of-edition = Сюжети
sections = Розділи
notice = Повідомлення
takeaways = Головне
edition-rest = Також у цьому випуску
contents = Зміст
before-this = Перед цим
week = Тиждень
corrections-latest = Останні виправлення
figures = Цифри
figures-of-edition = У цифрах
figures-none = Цифр ще немає.
periods-count = { $n ->
    [one] { $n } період
    [few] { $n } періоди
   *[other] { $n } періодів
}
period = Період
period-week = тиждень до { $name }
period-month = місяць до { $name }
period-as-of = станом на { $name }
value = Значення
speaker-unknown = Мовця не названо
qualifier-exactly = рівно { $name }
qualifier-about = близько { $name }
qualifier-nearly = майже { $name }
qualifier-over = понад { $name }
qualifier-at-least = щонайменше { $name }
qualifier-at-most = щонайбільше { $name }
qualifier-up-to = до { $name }
range = від { $from } до { $to }
change-up = більше на { $name }
change-down = менше на { $name }
change-none = без змін
change-unclear = без чіткої зміни
compared-with = порівняно з
percentage-points = { $name } відсоткових пунктів
accounts-differ = Дані розходяться
accounts-agree = { $n ->
    [one] { $n } джерело
    [few] { $n } мовці називають те саме число
   *[other] { $n } мовців називають те саме число
}
also-said = Що кажуть інші
restated = Той самий мовець також називав
retracted = відкликано
certainty-confirmed = підтверджено
certainty-reported = повідомляється
certainty-claimed = стверджується
certainty-disputed = спірно
certainty-denied = заперечується
certainty-unverified = не перевірено
certainty-retracted = відкликано
chart-description = { $name }. Найменше: { $low }. Найбільше: { $high }. Останнє, { $period }: { $newest }.
chart-unit = Одиниця: { $name }
axis-cut = Вісь починається не з нуля
map-title = Мапа: { $name }
map-description = { $n ->
    [one] { $n } місце. Найчастіше згадано: { $name }.
    [few] { $n } місця. Найчастіше згадано: { $name }.
   *[other] { $n } місць. Найчастіше згадано: { $name }.
}
map-sizes = Що більша крапка, то більше зведень згадують це місце.
map-disputed = Пунктиром позначено спірні кордони.
map-source = Картографічні дані: Natural Earth.
map-table = Те саме таблицею
spark-zero = Малі графіки починаються з нуля.
all-values = Усі значення
download = Завантажити
chart = Діаграма
series-others = Інші дані цих сюжетів
embed = Вбудувати
in-storylines = У сюжетах
quotes = Цитати
in-their-words = Їхніми словами
paraphrase = Не дослівно:
corrections = Виправлення
correction = Виправлення
clarification = Уточнення
retraction = Відкликання
error-ours = наша помилка
error-relay = видання переказало неточно
error-source = помилка джерела
reported-on = повідомлено { $name }
date-approximate = приблизно { $name }
date-uncertain = { $name } (за висновком редакції)
period-approximate = період приблизний
period-inferred = період визначила редакція
not-this = а не { $name }
updated = Оновлено
notes = Примітки
back-to-text = Назад до тексту
alert-note = Примітка
alert-tip = Порада
alert-important = Важливо
alert-warning = Застереження
alert-caution = Обережно
unreleased = (ще не опубліковано)
task-done = виконано
task-open = відкрито
previous = Попереднє зведення:
next = Наступне зведення:
status-active = Триває
status-dormant = Призупинено
status-closed = Завершено
trend = Тенденція
trend-improved = Поліпшення
trend-unchanged = Без змін
trend-deteriorated = Погіршення
where-things-stand = Стан справ
reviewed = Переглянуто { $name }
part-of = Частина сюжету
parts = Складові
key-names = Ключові імена
also-called = Інші назви
more-spellings = { $n ->
    [one] ще { $n } написання
    [few] ще { $n } написання
   *[other] ще { $n } написань
}
other-languages = Іншими мовами
role = Роль
belongs-to = Належить до
lies-in = Розташування
roles = Ролі
since = з { $name }
until = до { $name }
made-by = Автори
versions = Версії
members = Хто і що сюди належить
contains = Місця в межах
first-seen = Перше зведення
last-seen = Найновіше зведення
appears-with = Часто згадують разом
mentioned-in = Згадки
linked-in = Посилання звідси
named-here = Згадано тут
later-links = Пізніші зведення з посиланням сюди
more-count = і ще { $n }
related = Пов’язані
state = Стан
month-earlier = Раніше
month-later = Пізніше
list-pages = Сторінки
page-of-list = { $name }, сторінка { $n }
not-found = Сторінку не знайдено
newest-briefings = Найновіші зведення
not-found-text = За цією адресою сторінки немає. Можливо, її перенесли або адресу введено з помилкою.
script-new = нове
script-visit = Ваш останній візит
script-copy = Скопіювати посилання
script-share = Поділитися
script-filter = Відібрати
script-filter-none = Нічого не знайдено.
sources-of-edition = Джерела цього випуску
search = Пошук
search-box = Шукати в дайджесті
search-hint = Натисніть /, щоб шукати
search-in = Пошук у повному тексті ({ $name }) і в усіх написаннях імен.
search-also = Також шукає тут: { $name }.
search-script = Ця сторінка шукає у вашому браузері й потребує JavaScript. Без нього скрізь ведуть ці списки.
search-ways = Як іще знайти
search-filters = Фільтри
search-any = будь-що
search-storyline-filter = Сюжет
search-person = Людина
search-place = Місце
search-kind = Вид
search-year = Рік
search-clear = Скинути фільтри
search-briefing = Зведення
search-storyline = Сюжет
search-series = Цифри
search-question = Питання
search-page = Сторінка
search-pages = Сторінки
search-found = Знайдено: { $name }
search-none = Нічого не знайдено.
search-partly = Жодна сторінка не містить усіх цих слів. Результати з деякими з них: { $name }
search-without = Ніде немає слова «{ $name }».
search-rest = Знайдено за запитом «{ $words }»: { $name }
search-ignored = Запит задовгий; пропущено: { $name }
search-common = Ці слова є майже на кожній сторінці. Додайте ще одне.
search-mean = Можливо, ви мали на увазі
search-more = Ще результати
search-wait = Пошук …
search-broken = Не вдалося завантажити пошуковий індекс, тож нічого не шукали. Перевірте з’єднання й перезавантажте сторінку.

# Що шукають у текстах цією мовою, через кому. Не показується.
# Дні тижня в усіх формах перед датою, у кожного дня в тому самому порядку.
text-monday = понеділок, у понеділок, в понеділок, понеділка, понеділком
text-tuesday = вівторок, у вівторок, в вівторок, вівторка, вівторком
text-wednesday = середа, у середу, в середу, середи, середою, середу
text-thursday = четвер, у четвер, в четвер, четверга, четвергом
text-friday = п’ятниця, у п’ятницю, в п’ятницю, п’ятниці, п’ятницею, п’ятницю
text-saturday = субота, у суботу, в суботу, суботи, суботою, суботу
text-sunday = неділя, у неділю, в неділю, неділі, неділею, неділю
# Місяці в усіх формах поряд із числом.
text-january = січня
text-february = лютого
text-march = березня
text-april = квітня
text-may = травня
text-june = червня
text-july = липня
text-august = серпня
text-september = вересня
text-october = жовтня
text-november = листопада
text-december = грудня
# Що може стояти між днем тижня, числом, місяцем і роком.
text-between = { "" }
# Що завтра означатиме інший день, як це стоїть усередині речення.
text-relative = сьогодні, завтра, вчора, учора, післязавтра, позавчора,
    цього тижня, минулого тижня, наступного тижня, на цьому тижні, на минулому тижні, на наступному тижні,
    цього місяця, минулого місяця, наступного місяця, цього року, минулого року, торік, наступного року,
    цієї ночі, минулої ночі
# Назви й вислови, у яких це не означає дня, як їх пишуть.
text-names = Україна сьогодні
# Як починаються назви рубрик.
text-columns = цього тижня в історії, сьогодні в історії
# Чи можуть заголовки мати велику літеру в кожному слові: yes або no.
text-title-case = no

# llms.txt
dossiers = Досьє
data-files = Файли даних
