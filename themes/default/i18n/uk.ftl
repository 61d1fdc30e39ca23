# Слова інтерфейсу. `$n` — число, `$name` — назва.
skip-to-content = Перейти до змісту
navigation = Розділи
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
all-times = Час: { $name }
briefings = Зведення
briefings-about = Зведення про: { $name }
briefings-none = Зведень ще немає.
briefings-count = { $n ->
    [one] { $n } зведення
    [few] { $n } зведення
   *[other] { $n } зведень
}
briefings-by-year = За роками
genre-analysis = Аналіз
genre-explainer = Пояснення
draft = Чернетка
covers = Охоплює: { $name }
reading-time = { $n ->
    [one] { $n } хвилина читання
    [few] { $n } хвилини читання
   *[other] { $n } хвилин читання
}
by-line = Автор
changed = Що змінилося
about = Про що
sources = Джерела
source = Джерело
via = через
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
previous = Раніше
next = Пізніше
in-storyline = Сюжет: { $name }
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
other-languages = Іншими мовами
role = Роль
belongs-to = Належить до
lies-in = Розташування
roles = Ролі
since = з { $name }
until = до { $name }
made-by = Автори
versions = Версії
members = Належать сюди
contains = Місця в межах
first-seen = Уперше
last-seen = Востаннє
appears-with = З’являється разом
mentioned-in = Згадки
linked-in = Посилання звідси
named-here = Згадано тут
later-links = Пізніші зведення з посиланням сюди
more-count = і ще { $n }
related = Пов’язані
state = Стан
month-earlier = Раніше
month-later = Пізніше
not-found = Сторінку не знайдено
not-found-text = За цією адресою сторінки немає. Можливо, її перенесли або адресу введено з помилкою.
