// What the shop writes about: its brand, and the topics that customers choose in the preference centre.

export const shopBrand = { slug: 'sample-shop', name: 'Sample Shop' };

const topic = { brand: shopBrand.slug, purpose: 'marketing.*' };

export const shopTopics = [
  {
    ...{ ...topic, slug: 'offers', channels: ['email', 'sms', 'push'], default: 'in', order: 1 },
    titles: { en: 'Offers', pl: 'Oferty', 'zh-Hant': '優惠', 'zh-Hans': '优惠' },
    descriptions: {
      en: 'What costs less for a while.',
      pl: 'Co przez pewien czas kosztuje mniej.',
      'zh-Hant': '限時優惠的商品。',
      'zh-Hans': '限时优惠的商品。',
    },
  },
  {
    ...{ ...topic, slug: 'jewellery', channels: ['email', 'push'], default: 'out', order: 2 },
    titles: { en: 'Jewellery', pl: 'Biżuteria', 'zh-Hant': '珠寶首飾', 'zh-Hans': '珠宝首饰' },
    descriptions: {
      en: 'New earrings, rings and necklaces.',
      pl: 'Nowe kolczyki, pierścionki i naszyjniki.',
      'zh-Hant': '新款耳環、戒指和項鍊。',
      'zh-Hans': '新款耳环、戒指和项链。',
    },
  },
  {
    ...{ ...topic, slug: 'office', channels: ['email'], default: 'out', order: 3 },
    titles: { en: 'The study', pl: 'Gabinet', 'zh-Hant': '書房', 'zh-Hans': '书房' },
    descriptions: {
      en: 'Chairs, desks and what lies on them.',
      pl: 'Krzesła, biurka i to, co na nich leży.',
      'zh-Hant': '椅子、書桌和桌上用品。',
      'zh-Hans': '椅子、书桌和桌上用品。',
    },
  },
];
