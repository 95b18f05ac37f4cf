/** The name and the version of the API, as its document and its pages show them. */
export const apiInfo = { title: "Cartwright API", version: "0.1.0" };
