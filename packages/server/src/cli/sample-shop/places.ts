// Where people live: the time zone and telephone area codes of each state, and the shop's own stores.
import type { Zone } from './calendar.ts';
import type { Random } from './random.ts';

type State = { zone: Zone; areaCodes: readonly string[] };

const state = (zone: Zone, ...areaCodes: string[]): State => ({ zone, areaCodes });
const eastern = (...areaCodes: string[]) => state('America/New_York', ...areaCodes);
const central = (...areaCodes: string[]) => state('America/Chicago', ...areaCodes);
const mountain = (...areaCodes: string[]) => state('America/Denver', ...areaCodes);
const pacific = (...areaCodes: string[]) => state('America/Los_Angeles', ...areaCodes);

/** Each state that the file delivers to; those with two zones have the one where more people live. */
const states: Record<string, State> = {
  Alabama: central('205'),
  Arizona: state('America/Phoenix', '602'),
  Arkansas: central('501'),
  California: pacific('213', '415', '619', '916'),
  Colorado: mountain('303'),
  Connecticut: eastern('203'),
  Delaware: eastern('302'),
  'District of Columbia': eastern('202'),
  Florida: eastern('305'),
  Georgia: eastern('404'),
  Idaho: mountain('208'),
  Illinois: central('312'),
  Indiana: eastern('317'),
  Iowa: central('515'),
  Kansas: central('316'),
  Kentucky: eastern('502'),
  Louisiana: central('504'),
  Maine: eastern('207'),
  Maryland: eastern('410'),
  Massachusetts: eastern('617'),
  Michigan: eastern('313'),
  Minnesota: central('612'),
  Mississippi: central('601'),
  Missouri: central('314'),
  Montana: mountain('406'),
  Nebraska: central('402'),
  Nevada: pacific('702'),
  'New Hampshire': eastern('603'),
  'New Jersey': eastern('201'),
  'New Mexico': mountain('505'),
  'New York': eastern('212', '718', '585'),
  'North Carolina': eastern('704'),
  'North Dakota': central('701'),
  Ohio: eastern('614'),
  Oklahoma: central('405'),
  Oregon: pacific('503'),
  Pennsylvania: eastern('215'),
  'Rhode Island': eastern('401'),
  'South Carolina': eastern('803'),
  'South Dakota': central('605'),
  Tennessee: central('615'),
  Texas: central('214', '713'),
  Utah: mountain('801'),
  Vermont: eastern('802'),
  Virginia: eastern('804'),
  Washington: pacific('206'),
  'West Virginia': eastern('304'),
  Wisconsin: central('414'),
  Wyoming: mountain('307'),
};

export const zoneOf = (name: string): Zone => stateOf(name).zone;

function stateOf(name: string): State {
  const found = states[name];
  if (!found) throw new Error(`The sample shop does not know the state "${name}".`);
  return found;
}

/**
 * Hands out telephone numbers, each only once: 555-0100 to 555-0199 of every area code are reserved for fiction,
 * so nobody can be reached by accident.
 */
export function openPhoneBook(): (stateName: string) => string {
  const given = new Map<string, number>();
  return (stateName) => {
    const { areaCodes } = stateOf(stateName);
    const count = given.get(stateName) ?? 0;
    given.set(stateName, count + 1);
    const last = Math.floor(count / areaCodes.length);
    if (last > 99) throw new Error(`The sample shop has no telephone numbers left in ${stateName}.`);
    return `+1${areaCodes[count % areaCodes.length]}55501${String(last).padStart(2, '0')}`;
  };
}

/** An address of the three blocks that are reserved for documentation. */
export const drawIp = (random: Random): string =>
  `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.whole(1, 254)}`;

export type Store = { id: string; name: string; city: string; state: string };

/** The shop's stores, in the cities with the most customers. */
export const stores: readonly Store[] = [
  { id: 'store-01', name: 'Sample Shop Broadway', city: 'New York City', state: 'New York' },
  { id: 'store-02', name: 'Sample Shop Grand Avenue', city: 'Los Angeles', state: 'California' },
  { id: 'store-03', name: 'Sample Shop Market Street', city: 'San Francisco', state: 'California' },
  { id: 'store-04', name: 'Sample Shop Walnut Street', city: 'Philadelphia', state: 'Pennsylvania' },
  { id: 'store-05', name: 'Sample Shop Pike Street', city: 'Seattle', state: 'Washington' },
  { id: 'store-06', name: 'Sample Shop Main Street', city: 'Houston', state: 'Texas' },
  { id: 'store-07', name: 'Sample Shop Lake Street', city: 'Chicago', state: 'Illinois' },
  { id: 'store-08', name: 'Sample Shop High Street', city: 'Columbus', state: 'Ohio' },
];

/** The store someone would go to: in the same city, else in the same state, else none. */
export function findStore(home: { city: string; state: string }): Store | undefined {
  const inState = stores.filter((store) => store.state === home.state);
  return inState.find((store) => store.city === home.city) ?? inState[0];
}
