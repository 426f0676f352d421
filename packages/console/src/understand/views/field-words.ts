// How fields are called on screen: by the title that somebody gave, else by their name, written as words.
import { useCatalogTypes } from '../../connect/catalog/catalog-query.ts';

/** `warranty_months`, `products.product_id` and `lastLogin` as somebody would write them. */
export function toWords(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  const words = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The titles of a type's fields, where the member may look into the catalog. */
export function useObjectWords(): {
  typeOf: (type: string) => string;
  fieldOf: (type: string, field: string) => string;
} {
  const types = useCatalogTypes().data?.items ?? [];
  const find = (type: string) => types.find(({ name }) => name === type);
  return {
    typeOf: (type) => find(type)?.title ?? toWords(type),
    fieldOf: (type, field) => find(type)?.fields[field]?.title ?? toWords(field),
  };
}
