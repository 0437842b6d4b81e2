// Package search builds a full-text index that needs no server: documents in, shards out.
//
// A [Dictionary] numbers the words of a guide and stems them. [Dictionary.Summarize] counts the words of one
// [Document] and may run on many goroutines at once. [New] makes the [Index] of all summaries, and [Index.Shard]
// renders one shard of it. A [Config] says how many shards there are; it depends on the number of documents alone, so
// that the names of all shards are known before any text is read, and what one query loads does not grow with the
// guide. A script, static/js/search-index.js, ranks what it finds in the shards.
//
// # Format
//
// A shard is a classic script, so that search works from file: URLs too. It has one line:
//
//	guideShard("w3","=hazard=risk|risk  s:BBmHA","3:0f3a9c51","5be07d12")
//
// The arguments are the name of the shard, its value, the layout and the entries (see Versions below). A name is a
// letter and a number. Words are in lower case, without diacritics; see [Tokenize].
//
// Common words, "c0": the endings that most stems have, the words that more than half of all pages have, and the stop
// words of the language; words are separated by spaces, the three lists by "|". A query loads this shard first. Then
// it leaves out the common words, if it has others. A word of a query that no document has can be found by its
// beginning, if one of the endings is what is left. So a script needs no stemmer.
//
// Word shards, "w": a word is in the shard whose number is the FNV-1a hash (32 bits) of the UTF-8 of its first
// Config.Letters characters, modulo Config.WordShards. The value is a string of parts with "|" between them:
//
//   - A part for the synonyms of each word or phrase, which is in the shard of its longest word that is not common: an
//     equals sign, the phrase, and for each synonym an equals sign and that: "=risk log=risk register".
//   - A part for each stem: the forms of the stem, a colon and its postings. The forms are a base, which all of them
//     begin with, and the endings that follow it, separated by spaces: "risk  s" is "risk" and "risks". A base without
//     endings is a word itself. Only forms that belong to this shard are listed. If titles are listed with the stem, a
//     colon and these follow.
//
// Postings, titles and occurrences are lists of numbers, each written in digits of 5 bits, the lowest first. A digit
// is a character of A-Z a-z 0-9 - _, which are 0 to 63; 32 is added to every digit of a number but the last.
//
// The numbers of postings are: how many documents have the stem; then for each listed document, in ascending order:
// the difference to the number of the document before (of the first: its number), a single character that is four
// times the weight (1 to 15) and how many entries of the document follow (1 to 3), and the numbers of these entries,
// the best first. A stem of very many documents lists only those with the highest weights. In the example one document
// has "risk" or "risks": number 1, weight 9, with the entries 7 and 0.
//
// The numbers of titles are, for each: a hash of the title (FNV-1a, the lowest 15 bits), the document and the entry.
// The hash is that of its words, separated by spaces: common ones as they are, of the others the first three with their
// bases. The title is listed with the rarest of these stems, or, if all are common, with that of the longest word. Of
// more than ten entries with one title, ten are listed.
//
// Occurrence shards, "o": number n has the occurrences of the stems of word shards n and n + Config.WordShards/2. The
// value has a part for each stem that lists all its documents, with "|" between them: the forms as in the word shard,
// a colon, and for each document the difference to the number of the document before, how many occurrences follow, and
// for each of these the difference to the entry before and the position of the word in the entry; if the entry is the
// same, the difference to the position before. They are loaded for phrases in quotes.
//
// Spelling shards, "s": words, separated by spaces, the most common first. A word is in the shard whose number is the
// hash of its first two letters and a hyphen, and in that of a hyphen and its last two letters, modulo
// Config.SpellingShards. They are loaded for a word that no document has: one edit leaves one of the two as it is.
//
// Page shards, "p", have Config.PagesPerShard pages, of which the first has the number n times that. Term shards, "t",
// have Config.TermsPerShard terms of the glossary; terms are numbered after the pages. The value is a list of
// documents: the address, relative to the root of the site, the entries, and for a page with text shards the first
// entry of each of these but the first. An entry is a [Kind], an id ("-" if it is the title in lower case with hyphens
// between the words), a title, for a term its meaning, and its other names. The first entry is the document itself:
//
//	guideShard("p3",[["steps/plan/",[["s","","Plan"],["h","-","Risks"]],[1,1,1,2,2]]],…)
//
// Text shards, "x": page number p has those from p times Config.TextsPerPage on. The value is a list of the number of
// an entry, and the texts of that entry and those after it, with a line for each block. Large guides have neither text
// shards nor occurrence shards: an entry in a page shard has the beginning of its text, and a phrase in quotes is any
// text with all its words.
//
// # Versions
//
// Names of shards stay the same from build to build, so a page may meet shards of a later build, and a browser may
// hold some of an earlier one. The layout is the version of this format ([Version]), a colon, and a hash of the
// configuration and of the addresses of all documents: numbers of documents mean the same in shards of one layout. The
// entries are a hash of the kind and id of every entry: numbers of entries mean the same where it is the same. A
// script uses only shards of its own version, of the layout of its page, and of the same entries as the other shards
// that it has loaded. An edit that changes neither leaves the shards of other words and documents as they are.
package search
