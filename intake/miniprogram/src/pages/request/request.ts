import { isElder } from '../../lib/elder.ts'
import { loadOwnRequests, type OwnRequest } from '../../lib/sign-in.ts'
import { actionsOf, shortTime } from '../../lib/view-request.ts'
import { makeWish } from '../../lib/wish.ts'

Component({
  properties: { no: String },
  data: {
    item: null as OwnRequest | null,
    due: '',
    steps: [] as { at: string; text: string }[],
    actions: [] as { text: string; choice: string }[],
    message: '正在查询…',
    elder: false,
  },
  lifetimes: {
    async attached() {
      this.setData({ elder: isElder() })
      try {
        const own = await loadOwnRequests()
        const item = own.find(({ request_no }) => request_no === this.data.no)
        if (!item) return this.setData({ message: '没有找到这件诉求。' })
        this.setData({
          item,
          message: '',
          due: item.due_at === null ? '' : shortTime(item.due_at),
          steps: item.timeline.map(({ at, text }) => ({ at: shortTime(at), text })),
          actions: actionsOf(item),
        })
      } catch (error) {
        this.setData({ message: error instanceof Error ? error.message : '' })
      }
    },
  },
  methods: {
    /** Said in the conversation, where the server asks back what it needs (a rating, the new facts, "are you sure"). */
    act({ currentTarget }: { currentTarget: { dataset: { text: string; choice: string } } }) {
      const { text, choice } = currentTarget.dataset
      makeWish({ text, choice })
      wx.switchTab({ url: '/pages/chat/chat' })
    },
  },
})
