import { isElder } from '../../lib/elder.ts'
import { loadOwnRequests, type OwnRequest } from '../../lib/sign-in.ts'

Component({
  data: { state: 'loading', message: '', items: [] as OwnRequest[], elder: false },
  pageLifetimes: {
    show() {
      this.setData({ elder: isElder() })
      this.load()
    },
  },
  methods: {
    async load() {
      this.setData({ state: this.data.items.length > 0 ? 'shown' : 'loading', message: '' })
      try {
        this.setData({ items: await loadOwnRequests(), state: 'shown' })
      } catch (error) {
        this.setData({ state: 'shown', message: error instanceof Error ? error.message : '' })
      }
      wx.stopPullDownRefresh()
    },
    onPullDownRefresh() {
      return this.load()
    },
    open({ currentTarget }: { currentTarget: { dataset: { no: string } } }) {
      wx.navigateTo({ url: `/pages/request/request?no=${currentTarget.dataset.no}` })
    },
  },
})
