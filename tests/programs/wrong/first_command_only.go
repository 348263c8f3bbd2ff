// Of what one Read brings, the first line is taken for all of it.
package main

import (
	"fmt"
	"net"
	"os"
	"strings"
)

func main() {
	listener, err := net.Listen("tcp4", net.JoinHostPort(os.Args[1], os.Args[2]))
	if err != nil {
		os.Exit(1)
	}
	conn, _ := listener.Accept()
	bytes := make([]byte, 1024)
	for {
		n, err := conn.Read(bytes)
		if err != nil {
			return
		}
		line, _, _ := strings.Cut(string(bytes[:n]), "\n")
		fmt.Printf("message: %s\n", line)
	}
}
