/** The hotline's server. Its host must be on the mini-program's list of request, socket, upload and download domains. */
export const SERVER = 'https://12345.example.gov.cn'
