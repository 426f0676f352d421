// Simplified Chinese: what people asked for in the preference centre.
export const requests = {
  about: '人们在偏好中心提出的要求：获取数据副本、更正、删除。每项都必须在一个月内答复。',
  closed: '已结束',
  column: {
    contact: '联系方式',
    due: '答复期限',
    kind: '内容',
    received: '收到',
    reference: '编号',
    state: '状态',
  },
  empty: '还没有人提出要求',
  emptyWords: '有人在偏好中心要求获取数据、更正或删除时，会连同答复期限列在这里。',
  kind: {
    access: '数据副本',
    correction: '更正',
    erasure: '删除',
  },
  language: '页面语言',
  noneFound: '没有符合的要求',
  noneFoundWords: '移除筛选条件即可看到其他要求。',
  overdue: '已逾期',
  proof: '提出者持有此联系方式的链接。在告知或更改任何内容之前，请先确认对方就是数据所属的本人。',
  received: '待处理',
  takenBack: '已撤回',
  title: '要求',
  words: '对方写的内容',
};
