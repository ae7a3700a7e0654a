import { isElder, setElder } from '../../lib/elder.ts'

Component({
  data: { elder: false },
  pageLifetimes: {
    show() {
      this.setData({ elder: isElder() })
    },
  },
  methods: {
    toggle({ detail }: { detail: { value: boolean } }) {
      setElder(detail.value)
      this.setData({ elder: detail.value })
    },
    call() {
      wx.makePhoneCall({ phoneNumber: '12345', fail: () => undefined })
    },
  },
})
