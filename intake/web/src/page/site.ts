/** The hotline's name and number: the server writes the city's own into the page, the national ones stand otherwise. */
export interface Site {
  name: string
  number: string
}

export function readSite(page: Document): Site {
  const meta = (name: string) => page.querySelector(`meta[name="${name}"]`)?.getAttribute('content')
  return {
    name: meta('hotline-name') || '政务服务便民热线',
    number: meta('hotline-number') || '12345',
  }
}
