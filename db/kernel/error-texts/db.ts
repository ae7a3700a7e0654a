export const dbErrors = {
  'config.invalid': {
    status: 500,
    zh: '环境变量有误：{detail}。请参照 .env.example 修改后再启动。',
  },
  'db.unreachable': {
    status: 503,
    zh: '连不上数据库：{detail}。请检查 DATABASE_URL 和数据库是否已启动。',
  },
  'db.directory-locked': {
    status: 500,
    zh: '数据目录 {dir} 正被另一个进程（PID {pid}）使用。请先停掉它，或用 DATA_DIR 指定别的目录。',
  },
  'db.directory-unwritable': {
    status: 500,
    zh: '数据目录 {dir} 不能写入。请修改权限，或用 DATA_DIR 指定别的目录。',
  },
  'db.migrations-pending': {
    status: 500,
    zh: '数据库还差 {count} 个迁移。请先运行 npx jiesu migrate。',
  },
  'db.migration-edited': {
    status: 500,
    zh: '已执行的迁移 {name} 与程序里的不一致。请换回原版本的程序，不要修改已执行的迁移。',
  },
  'db.migration-missing': {
    status: 500,
    zh: '数据库里已执行的迁移 {name} 在程序里找不到。请换用不低于数据库版本的程序。',
  },
  'db.migration-out-of-order': {
    status: 500,
    zh: '迁移 {name} 的编号小于已执行的 {last}。迁移只能往后加，请给它一个新编号。',
  },
  'db.migration-failed': {
    status: 500,
    zh: '迁移 {name} 执行失败，数据库保持原样：{detail}',
  },
  'job.not-found': { status: 404, zh: '没有这个任务。' },
  'job.unknown': {
    status: 500,
    zh: '任务 {name} 没有处理程序，程序拒绝启动。请升级所有进程到同一版本。',
  },
  'secret.undecryptable': { status: 500, zh: '身份信息解密失败，请检查 IDENTITY_KEY 是否更换过。' },
} as const
