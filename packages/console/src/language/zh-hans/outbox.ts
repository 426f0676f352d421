// 简体中文: what would have been sent.
export const outbox = {
  about: '尚未设置邮件服务器时进入内置发件箱的邮件：本来要发出的内容。',
  empty: '“{{purpose}}”没有邮件',
  emptyWords: '邮件按其发送目的显示：请在上方选择另一个目的。一旦由邮件服务器发送，新邮件只会出现在“消息”。',
  from: '发件人',
  htmlHelp: '您在此的任何操作都不会回报为打开或点击。不会抓取其他服务器的图片。',
  mail: '邮件',
  noHeaders: '没有自己的标头。',
  seeMessages: '查看所有消息',
  seeWhy: '查看为何发出',
  tabs: {
    headers: '标头',
    html: '外观',
    text: '纯文本',
  },
  title: '发件箱',
  to: '收件人',
  when: '时间',
  why: '原因',
};
