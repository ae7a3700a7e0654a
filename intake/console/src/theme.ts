import type { ThemeConfig } from 'antd'

/** Sober and dense. The greys are darker than the library's own, so that small text keeps a contrast of 4.5 to 1. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#12468f',
    colorLink: '#12468f',
    colorInfo: '#12468f',
    colorError: '#b3121f',
    colorWarning: '#8f5200',
    colorSuccess: '#10693f',
    colorErrorBg: '#fdecec',
    colorErrorBorder: '#eab3b3',
    colorWarningBg: '#fff6e0',
    colorWarningBorder: '#e6c98a',
    colorSuccessBg: '#e6f4ec',
    colorSuccessBorder: '#a9d5bd',
    colorInfoBg: '#e7effa',
    colorInfoBorder: '#b9cfec',
    colorText: '#1b2733',
    colorTextSecondary: '#45525f',
    colorTextTertiary: '#566370',
    colorTextDescription: '#566370',
    colorTextPlaceholder: '#66727e',
    colorTextDisabled: '#5c6874',
    borderRadius: 4,
    fontSize: 14,
    fontFamily:
      '-apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    // Whoever works through a queue by keyboard does not want to wait for pictures.
    motion: false,
    opacityLoading: 1,
  },
  components: {
    Alert: {
      defaultPadding: '6px 12px',
      withDescriptionPadding: '8px 12px',
      withDescriptionIconSize: 18,
    },
  },
}
