import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseTerms, parseQuery } from "../search-query.js";

const questions = "what is a {term}|what is {term}|what does {term} mean|{term} meaning";

for (const [text, want] of Object.entries({
  "risk log": { raw: "risk,log" },
  "What is a PMO?": { raw: "pmo", isQuestion: true },
  "  what   is   RAID ": { raw: "raid", isQuestion: true },
  "What does the RAID log mean?": { raw: "the,raid,log", isQuestion: true },
  "P3O meaning": { raw: "p3o", isQuestion: true },
  "what is": { raw: "what,is" },
  "what does mean": { raw: "what,does,mean" },
  "meaning": { raw: "meaning" },
  '"risk register" owner': { raw: "risk,register,owner", phrases: "risk register" },
  "“risk register” „other phrase“ «third»": {
    raw: "risk,register,other,phrase,third", phrases: "risk register|other phrase|third",
  },
  '"state of a plan"': { raw: "state,of,a,plan", phrases: "state of  plan" },
  '"what is a pmo"': { raw: "what,is,a,pmo", phrases: "what is  pmo" },
  '"not closed': { raw: "not,closed" },
  '"" "?" x': { raw: "x" },
  "e-learning": { raw: "e,learning" },
  "": { raw: "" },
})) {
  test("query: " + JSON.stringify(text), () => {
    const { raw, phrases, isQuestion } = parseQuery(text, questions);
    const got = { raw: raw.join(), phrases: phrases.map((words) => words.join(" ")).join("|"), isQuestion };
    assert.deepEqual(got, { phrases: "", isQuestion: false, ...want });
  });
}

test("terms: common words are left out beside others", () => {
  const stop = new Set(["how", "the", "to", "what"]), common = new Set([...stop, "project", "work", "people"]);
  for (const [text, want] of [
    ["how to find the project risk owner", "find risk owner"],
    ["the project risk", "project risk"],
    ["how to work", "work"],
    ["how people work the project", "people work project"],
    ["what to", "what to"],
    ["risk risk the risk", "risk"],
    ["one two three four five six seven eight", "one two three four"],
    ["項目管理", "項目 目管 管理"],
    ["a", ""],
  ]) {
    assert.equal(chooseTerms(parseQuery(text, "").raw, { common, stop }).join(" "), want, text);
  }
});
