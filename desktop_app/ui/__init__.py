"""Qt parts that know no tab."""
