"""What the tests are run with: the network guard, the browser, and a running product."""
