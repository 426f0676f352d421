// The companies that the corporate customers buy for. All invented; their domains end in .example and lead nowhere.
import { randomFrom } from './random.ts';

export type Company = {
  /** What messages carry as `groupId`. */
  id: string;
  name: string;
  industry: string;
  employees: number;
  domain: string;
};

const firstParts = [
  'Alder',
  'Birchmoor',
  'Copperline',
  'Dunmere',
  'Eastwater',
  'Fernhollow',
  'Greyfinch',
  'Hartwell',
  'Ironbay',
  'Juniper',
  'Kestrel',
  'Larkspur',
  'Marrow',
  'Northgate',
  'Oakhaven',
];

const trades = [
  ['Logistics', 'Transport'],
  ['Dental Group', 'Health'],
  ['Architects', 'Construction'],
  ['Foods', 'Food'],
] as const;

/** Sixty companies, always the same. */
export const companies: readonly Company[] = firstParts.flatMap((first) =>
  trades.map(([trade, industry]) => {
    const name = `${first} ${trade}`;
    const id = name.toLowerCase().replaceAll(' ', '-');
    const random = randomFrom(`company ${id}`);
    return { id, name, industry, employees: random.whole(12, 900), domain: `${id}.example` };
  }),
);
