// 简体中文: 构建分群或特征。
export const builder = {
  title: '构建器',
};
