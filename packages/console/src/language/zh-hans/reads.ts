// Simplified Chinese: the log of who read what.
export const reads = {
  about: '谁、为何种用途、读取了谁的什么。只保存所显示内容的名称，从不保存其值。',
  aboutOne: '谁、为何种用途读取了顾客 {{id}} 的数据。',
  column: {
    at: '时间',
    fields: '显示的内容',
    people: '涉及的人',
    purpose: '用途',
    reader: '读取者',
    what: '方式',
  },
  empty: '还没有人读取过',
  emptyWords: '对个人数据的每次读取都记录在此：成员、API 密钥以及其他页面中的卡片。',
  nobody: '无',
  people_other: '{{count, number}} 人',
  showAll: '显示全部',
  title: '谁读取了什么',
  view: '视图“{{title}}”',
};
