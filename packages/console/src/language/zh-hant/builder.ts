// 繁體中文: 構建分群或特徵。
export const builder = {
  title: '構建器',
};
