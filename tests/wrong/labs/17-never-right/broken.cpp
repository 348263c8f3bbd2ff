#include "two_messages.hpp"

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, merge_two); }
