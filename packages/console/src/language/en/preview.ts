// English: what is shown beside the fields of what somebody designs.
export const preview = {
  dark: 'Dark',
  desktop: 'Desktop',
  light: 'Light',
  phone: 'Phone',
  shade: 'Shade',
  title: 'Preview',
  width: 'Width',
} as const;
