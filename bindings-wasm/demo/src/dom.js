// The page builds its elements as the report does.

export { h, sign, svg } from "../../pkg/report/dom.js";
