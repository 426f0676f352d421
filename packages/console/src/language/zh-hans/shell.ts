// 简体中文: the frame around the pages, signing in, and errors.
export const shell = {
  find: {
    dark: '切换为深色',
    failed: '目前无法搜索顾客，页面与操作仍可使用。',
    group: { people: '顾客', pages: '页面', sources: '来源', actions: '操作' },
    light: '切换为浅色',
    nothing: '找不到“{{text}}”。请试试部分姓名、电子邮件或标识符。',
    placeholder: '查找顾客、页面与操作',
    searching: '正在搜索顾客',
  },
  keys: {
    close: '关闭',
    open: '打开该行',
    pageSearch: '在此页搜索',
    pause: '暂停或继续实时页面',
    rows: '下一行与上一行',
    search: '查找顾客、页面、操作',
    sheet: '本说明',
  },
  language: '语言',
  member: '成员',
  menu: '导航',
  notFound: {
    home: '前往首页',
    title: '这个网址没有页面',
    words: '链接可能已过期，或缺少了一部分。',
  },
  openMenu: '打开导航',
  page: {
    home: '首页',
    live: '实时',
    sources: '来源',
    import: '导入',
    quarantine: '隔离区',
    rules: '身份规则',
    refusals: '拒绝与超级节点',
    people: '顾客',
    purposes: '用途',
    notices: '告知内容',
    gate: '查询许可',
    consent: '同意',
    suppressions: '排除名单',
    recipients: '接收方',
    processingRecord: '处理活动记录',
    labels: '数据标签',
    pipeline: '处理流程',
  },
  pillar: { connect: '连接', understand: '理解', respect: '尊重' },
  search: '查找',
  shortcuts: '键盘快捷键',
  signOut: '退出登录',
  skip: '跳到内容',
  theme: { title: '外观', auto: '跟随系统', light: '浅色', dark: '深色' },
  version: 'Rapport {{version}}',
  waiting_other: '{{count, number}} 条消息等待处理',
  zone: { title: '时间显示', local: '这台电脑的时区（{{zone}}）' },
};

export const signIn = {
  again: '您已退出登录。登录后可回到原来的页面。',
  email: '电子邮件',
  first: '第一次使用？Rapport 首次启动时，已在终端打印第一位成员的电子邮件与密码。',
  password: '密码',
  submit: '登录',
  title: '登录 Rapport',
  tooMany: '尝试次数过多。请稍等一分钟再试。',
  wrong: '电子邮件与密码不匹配。',
};

export const error = {
  failed: {
    title: 'Rapport 内部发生错误',
    todo: '请再试一次。若仍然发生，请以下方的编号查看服务器记录。',
  },
  forbidden: {
    title: '您无权查看这项内容',
    todo: '请向此工作区的拥有者申请权限。',
  },
  missing: {
    title: '这项内容不存在',
    todo: '可能已被移除，或网址不完整。',
  },
  quote: '代码 <code>{{code}}</code>，查询编号 <id/>',
  refused: {
    title: 'Rapport 拒绝了这个请求',
    todo: '请修改请求内容后再试。',
  },
  retry: '再试一次',
  unreachable: {
    title: '无法连上 Rapport',
    todo: '请确认服务器正在运行，且这台电脑已连接。数据没有任何变更。',
  },
};
