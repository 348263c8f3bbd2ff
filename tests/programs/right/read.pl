# Perl's buffered read goes on until it has what was asked for.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;  # each line at once, into a pipe too

my ($host, $port) = @ARGV;
my $server = IO::Socket::INET->new(LocalAddr => $host, LocalPort => $port, Listen => 1, ReuseAddr => 1)
    or die "listen: $!";
my $conn = $server->accept or die "accept: $!";
while (my $got = read($conn, my $header, 4) // die "read: $!\n") {
    die "the peer closed inside a length\n" if $got < 4;
    my $length = unpack 'N', $header;
    my $body = read $conn, my $text, $length;
    die "the peer closed inside a message\n" if !defined $body || $body < $length;
    print "message: $text\n";
}
