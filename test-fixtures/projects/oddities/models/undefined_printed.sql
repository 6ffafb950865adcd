select '{{ undefined_thing }}' {{ undefined_thing is defined }}
