// Who made a product, and for how long it is under warranty: the file tells neither, so the name and the shelf do.
import type { Product } from './catalogue.ts';

/** As names begin with them. The rest of the file has no maker. */
const brands = [
  ...[
    '3M',
    'AT&T',
    'Acco',
    'Acme',
    'Adams',
    'Advantus',
    'Ampad',
    'Anker',
    'Apple',
    'Ashwood',
    'Avaya',
    'Avery',
  ],
  ...['BIC', 'Balt', 'Belkin', 'Bevis', 'Binney & Smith', 'Black & Decker', 'Boston', 'Bretford', 'Bush'],
  ...[
    'C-Line',
    'Canon',
    'Cardinal',
    'Chromcraft',
    'Cisco',
    'DAX',
    'DMI',
    'Dana',
    'Deflect-o',
    'Dixon',
    'Eldon',
  ],
  ...['Electrix', 'Ember', 'Enermax', 'Epson', 'Eureka', 'Fellowes', 'Fiskars', 'GBC', 'GE', 'Global', 'HP'],
  ...['Hewlett-Packard', 'Holmes', 'Hon', 'Honeywell', 'Hoover', 'Howard Miller', 'Hunt', 'Ibico', 'Iceberg'],
  ...[
    'Imation',
    'Jabra',
    'KI',
    'Kensington',
    'Kingston',
    'LG',
    'Lexmark',
    'Linden',
    'Logitech',
    'Lumi',
    'Luxo',
  ],
  ...[
    'Maxell',
    'Memorex',
    'Microsoft',
    'Motorola',
    'NETGEAR',
    'Newell',
    'Nokia',
    'Nortel',
    'Novimex',
    'Nu-Dell',
  ],
  ...[
    "O'Sullivan",
    'OIC',
    'Okidata',
    'OtterBox',
    'Panasonic',
    'Plantronics',
    'Polycom',
    'Prang',
    'RCA',
    'Razer',
  ],
  ...['Rediform', 'Riverside', 'Rogers', 'Safco', 'Samsung', 'SanDisk', 'Sanford', 'Sauder', 'Smead', 'Sony'],
  ...['Southworth', 'Stanley', 'Sterilite', 'Storex', 'Strathmore', 'TOPS', 'Tenex', 'Tennsco', 'Tensor'],
  ...['Tripp Lite', 'Tyvek', 'Verbatim', 'WD', 'Westinghouse', 'Wilson Jones', 'Xerox', 'Zebra'],
] as const;

const byLowerCase = new Map(brands.map((brand) => [brand.toLowerCase(), brand]));

/** The maker, where the name begins with one: "Novimex Swivel Fabric Task Chair" is one of Novimex. */
export function findBrand({ name }: Product): string | undefined {
  const [first = '', second = '', third = ''] = name.toLowerCase().split(' ');
  return [`${first} ${second} ${third}`, `${first} ${second}`, first]
    .map((words) => byLowerCase.get(words.replaceAll(/[®,]/g, '')))
    .find((brand) => brand !== undefined);
}

const warranties: Record<string, number> = {
  Chairs: 24,
  Tables: 24,
  Bookcases: 24,
  Storage: 24,
  Appliances: 24,
  Phones: 24,
  Copiers: 24,
  Machines: 24,
  Accessories: 12,
  Furnishings: 12,
  Knives: 60,
  Cookware: 24,
};

/** A good chair has five years. Paper, pens and the like have none. */
export function findWarrantyMonths({ category, subcategory, priceCents }: Product): number | undefined {
  if (category === 'Jewellery') return 12;
  return subcategory === 'Chairs' && priceCents >= 15_000 ? 60 : warranties[subcategory];
}
