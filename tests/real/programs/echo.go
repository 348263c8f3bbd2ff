// Sends back what one client sends, and ends. Usage: echo HOST PORT
package main

import (
	"io"
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", net.JoinHostPort(os.Args[1], os.Args[2]))
	if err != nil {
		panic(err)
	}
	client, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	io.Copy(struct{ io.Writer }{client}, struct{ io.Reader }{client})
	client.Close()
}
