// Traditional Chinese: what people asked for in the preference centre.
export const requests = {
  about: '人們在偏好中心提出的要求：取得資料副本、更正、刪除。每項都必須在一個月內答覆。',
  closed: '已結束',
  column: {
    contact: '聯絡方式',
    due: '答覆期限',
    kind: '內容',
    received: '收到',
    reference: '編號',
    state: '狀態',
  },
  empty: '還沒有人提出要求',
  emptyWords: '有人在偏好中心要求取得資料、更正或刪除時，會連同答覆期限列在這裡。',
  kind: {
    access: '資料副本',
    correction: '更正',
    erasure: '刪除',
  },
  language: '頁面語言',
  noneFound: '沒有符合的要求',
  noneFoundWords: '移除篩選條件即可看到其他要求。',
  overdue: '已逾期',
  proof: '提出者持有此聯絡方式的連結。在告知或變更任何內容之前，請先確認對方就是資料所屬的本人。',
  received: '待處理',
  takenBack: '已撤回',
  title: '要求',
  words: '對方寫的內容',
};
