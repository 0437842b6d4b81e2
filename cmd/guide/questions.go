package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// answers reads the lines that somebody types at a terminal.
type answers struct{ lines *bufio.Reader }

// terminalAnswers returns the answers of whoever sits at the terminal, or nil if nobody does: in CI, in a pipe.
func terminalAnswers(stderr io.Writer) *answers {
	if !isTerminal(os.Stdin) || !isTerminal(stderr) {
		return nil
	}
	return &answers{bufio.NewReader(os.Stdin)}
}

// errNoAnswer means that the input ended where an answer was wanted.
var errNoAnswer = errors.New("there was no answer, so nothing was written")

// next returns the next line without white space around it. It fails with errNoAnswer at the end of the input, and when
// ctx is done.
func (a *answers) next(ctx context.Context) (string, error) {
	type line struct {
		text string
		err  error
	}
	typed := make(chan line, 1)
	go func() { // a read of a terminal cannot be stopped
		text, err := a.lines.ReadString('\n')
		typed <- line{strings.TrimSpace(text), err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case l := <-typed:
		if l.err != nil && l.text == "" {
			return "", errNoAnswer
		}
		return l.text, nil
	}
}

// ask asks a question until check accepts the answer, and returns it. An empty line stands for the usual answer.
func (u ui) ask(ctx context.Context, question, usual string, check func(string) error) (string, error) {
	if usual != "" {
		question += " [" + usual + "]"
	}
	for {
		fmt.Fprintf(u.stderr, "%s: ", question)
		answer, err := u.answers.next(ctx)
		if err != nil {
			fmt.Fprintln(u.stderr)
			return "", err
		}
		if answer == "" {
			answer = usual
		}
		if err = check(answer); err == nil {
			return answer, nil
		}
		u.printRefusal(err)
	}
}

// printRefusal prints why an answer is refused, and the hint.
func (u ui) printRefusal(err error) {
	var usage usageError
	errors.As(err, &usage)
	u.printError(err, usage.hint)
}

// confirm asks a question of which the answer is yes or no. At the end of the input it is no.
func (u ui) confirm(ctx context.Context, question string) (yes bool, err error) {
	_, err = u.ask(ctx, question+" (y/n)", "", func(answer string) error {
		switch strings.ToLower(answer) {
		case "y", "yes":
			yes = true
		case "n", "no":
		default:
			return errors.New("type y for yes or n for no")
		}
		return nil
	})
	if errors.Is(err, errNoAnswer) {
		return false, nil
	}
	return yes, err
}
