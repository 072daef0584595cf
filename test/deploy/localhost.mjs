import dns from "node:dns";

// Every name under localhost is this machine (RFC 6761, 6.3): the addresses of HTTP APIs are, but few systems' resolvers know it.
const { lookup } = dns;
dns.lookup = (name, options, callback) => lookup(/(^|\.)localhost$/.test(name) ? "127.0.0.1" : name, options, callback);
