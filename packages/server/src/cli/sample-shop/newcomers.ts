// Newcomers: people who registered in the last weeks and have not bought yet. Their names come in several alphabets.
import { type Calendar, day } from './calendar.ts';
import { introduce } from './customers.ts';
import { type Customer, drawDevices, drawHabits, drawMoment, type Visitor } from './people.ts';
import { zoneOf } from './places.ts';
import { randomFrom } from './random.ts';
import { drawRecommendations } from './recommendations.ts';
import type { Place } from './superstore.ts';

type Row = readonly [firstName: string, lastName: string, mailbox: string, name?: string];

const rows: readonly Row[] = [
  ['Zoë', 'Grünwald', 'zoe.gruenwald'],
  ['Łukasz', 'Wójcik', 'lukasz.wojcik'],
  ['Νίκη', 'Παπαδοπούλου', 'niki.p'],
  ['Мария', 'Соколова', 'maria.sokolova'],
  ['小明', '王', 'wang.xiaoming', '王小明'],
  ['花子', '佐藤', 'hanako.sato', '佐藤花子'],
  ['민준', '김', 'minjun.kim', '김민준'],
  ['أمل', 'حداد', 'amal.haddad'],
  ['נועה', 'לוי', 'noa.levi'],
  ['प्रिया', 'शर्मा', 'priya.sharma'],
  ['Thu Hà', 'Đặng', 'ha.dang'],
  ['Ngozi', 'Okwuosa', 'ngozi.okwuosa'],
  ['Siobhán', "O'Malley-Ríos", 'siobhan.omalley'],
  ['Elif', 'Yıldız', 'elif.yildiz'],
];

const homes: readonly Place[] = [
  { city: 'New York City', state: 'New York', postalCode: '10024', region: 'East' },
  { city: 'Los Angeles', state: 'California', postalCode: '90036', region: 'West' },
  { city: 'Seattle', state: 'Washington', postalCode: '98103', region: 'West' },
  { city: 'Houston', state: 'Texas', postalCode: '77095', region: 'Central' },
];

type Shop = { calendar: Calendar; nextPhoneNumber: (state: string) => string };

/** One to thirty days ago each of them found the shop; most signed up for the newsletter. */
export function listNewcomers({ calendar, nextPhoneNumber }: Shop): Customer[] {
  return rows.map(([firstName, lastName, mailbox, name], index): Customer => {
    const id = `NC-${30100 + index}`;
    const random = randomFrom(`newcomer ${id}`);
    const home = random.pick(homes);
    const zone = zoneOf(home.state);
    const habits = drawHabits('Consumer', random);
    const visitor: Visitor = { key: id, zone, habits, ...drawDevices(id, zone, habits, random) };
    const joinedAt = drawMoment(calendar.today - random.between(1, 30) * day, habits, random);
    const joinedOn = random.chance(0.7) ? visitor.phone : visitor.laptop;
    introduce(visitor, joinedOn, joinedAt, random);
    return {
      ...visitor,
      id,
      name: name ?? `${firstName} ${lastName}`,
      firstName,
      lastName,
      email: `${mailbox}@example.com`,
      typedEmail: `${mailbox}@example.com`,
      phoneNumber: random.chance(0.6) ? nextPhoneNumber(home.state) : undefined,
      laterPhoneNumber: undefined,
      birthday: undefined,
      segment: 'Consumer',
      home,
      company: undefined,
      joinedAt,
      joinedOn,
      newsletter: random.chance(0.7)
        ? { from: joinedAt + 4_000, until: Infinity, opens: random.between(0.2, 0.7) }
        : undefined,
      recommendations: drawRecommendations(id, joinedOn, joinedAt),
      orders: [],
    };
  });
}
