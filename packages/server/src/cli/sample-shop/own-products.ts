// The shop's own small range: knives, cookware and fashion jewellery, which the Superstore file does not have.
import type { Product } from './catalogue.ts';

type Row = readonly [number: number, subcategory: string, name: string, priceCents: number];

const kitchenware: readonly Row[] = [
  [101, 'Knives', 'Ashwood Santoku Knife, 7 inch', 3900],
  [102, 'Knives', "Ashwood Chef's Knife, 8 inch", 4500],
  [103, 'Knives', 'Ashwood Paring Knife, Set of 2', 1850],
  [104, 'Knives', 'Ashwood Bread Knife, Serrated', 2900],
  [105, 'Knives', 'Ashwood Honing Steel', 2200],
  [106, 'Cookware', 'Ember Cast Iron Skillet, 10 inch', 3400],
  [107, 'Cookware', 'Ember Saucepan with Lid, 2 Quart', 4200],
  [108, 'Cookware', 'Ember Bamboo Cutting Board', 2450],
];

const jewellery: readonly Row[] = [
  [201, 'Earrings', 'Lumi Gold-Tone Hoop Earrings', 1290],
  [202, 'Earrings', 'Lumi Crystal Drop Earrings', 1690],
  [203, 'Earrings', 'Lumi Pearl Stud Earrings', 990],
  [204, 'Earrings', 'Lumi Tassel Earrings, Teal', 1190],
  [205, 'Earrings', 'Lumi Ear Cuff Set', 890],
  [206, 'Earrings', 'Lumi Jhumka Earrings, Antique Gold', 1890],
  [211, 'Necklaces', 'Lumi Layered Chain Necklace', 2190],
  [212, 'Necklaces', 'Lumi Moon Pendant Necklace', 1790],
  [213, 'Necklaces', 'Lumi Beaded Choker', 1490],
  [214, 'Necklaces', 'Lumi Initial Necklace', 1990],
  [221, 'Bracelets', 'Lumi Bangle Set of 6', 1590],
  [222, 'Bracelets', 'Lumi Charm Bracelet', 2390],
  [223, 'Bracelets', 'Lumi Friendship Bracelet, Coral', 890],
  [224, 'Bracelets', 'Lumi Cuff Bracelet, Hammered', 1890],
  [231, 'Rings', 'Lumi Stacking Rings, Set of 5', 1390],
  [232, 'Rings', 'Lumi Adjustable Leaf Ring', 990],
  [233, 'Rings', 'Lumi Statement Ring, Rose', 1590],
  [241, 'Anklets', 'Lumi Silver-Tone Anklet', 1090],
];

const toProduct = (
  prefix: string,
  category: string,
  [number, subcategory, name, priceCents]: Row,
): Product => ({
  id: `${prefix}-${subcategory.slice(0, 2).toUpperCase()}-20000${number}`,
  name,
  category,
  subcategory,
  priceCents,
});

export const ownProducts: readonly Product[] = [
  ...kitchenware.map((row) => toProduct('KIT', 'Kitchenware', row)),
  ...jewellery.map((row) => toProduct('JEW', 'Jewellery', row)),
];
