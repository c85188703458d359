"""Privacy and cookies: only what this software does."""

from config.demo.words.parts import Words, contact, details, heading, inset, text

PAGE = Words(
    slug="privacy-and-cookies",
    title="Privacy and cookies",
    description="What this website keeps about you, who can see it, and when it goes.",
    introduction="What this website keeps about you, who can see it, and when it goes.",
    body=[
        heading("When you read these pages"),
        text(
            "We set no cookies here. We do not count or follow visitors. Nothing on these pages "
            "comes from another company. When you search for a service, we do not keep your words.",
        ),
        heading("When you fill in the form"),
        text(
            "The form uses cookies that it cannot work without, and no others. They do not hold "
            "your answers. They go when you press “Leave this site”, or close your browser. If "
            "your browser opens its last pages again, they may last an hour.",
            "We lock each page of answers before we keep it. Only your own device has the key. "
            "We delete them if you stop for an hour, and after 24 hours at the latest.",
        ),
        heading("When you send the form"),
        text(
            "Your answers are locked again. The part of our system that takes them in cannot "
            "open them. Only our team can. Each time someone opens them, we note who and when.",
            "Some things are not locked, so that we can answer in time. They are a reference "
            "number, how urgent it is, the hour it came and when we should be in touch.",
        ),
        details(
            "Texts and emails",
            "You choose if we may send one. It says that we got your form, and a reference. "
            "It does not say your name or what happened.",
            "We may send it with GOV.UK Notify, a government service. As a rule, it keeps a "
            "message for 7 days.",
        ),
        heading("Who can see it"),
        text(
            "Our team can see what you sent. If you say that someone who works here should not "
            "see it, only a manager can. We ask you before we share it with other services or the "
            "police.",
            "The choices in the form tell us what you want: if we may contact you, and with whom "
            "we may share. You can change them at any time. The law that lets us keep what you "
            "send does not rest on a tick in a box.",
            "We only count the answers to the questions about you, such as your age or religion. "
            "Nobody who helps you sees them.",
            "If we think that you, a child or someone else could come to serious harm, we may have "
            "to tell someone. If it is safe, we talk to you first.",
        ),
        heading("How long we keep it"),
        text(
            "We keep what you sent for as long as we need it to support you. Ask us how long that "
            "is. You can ask us to delete it at any time.",
        ),
        heading("What you can ask for"),
        text(
            "You can ask to see what we hold about you. You can ask us to put it right, or to "
            "delete it. Ring us or send an email.",
            "If you are not happy with our answer, you can complain to the Information "
            'Commissioner’s Office at <a href="https://ico.org.uk">ico.org.uk</a>.',
        ),
        inset(
            "Before this website opens, the hub adds the name of the organisation that looks after "
            "your data in law, the lawful basis on which it does, and how to reach its data "
            "protection officer."
        ),
        heading("Keep your visit private"),
        text(
            "The button “Leave this site” takes you away fast. It cannot clear your history: "
            "your browser still shows that you were here.",
            [
                "Use a device that the other person has never had.",
                "Or use one at a library, at work or at a friend’s home.",
                "Take care with clearing all your history. It can make someone wonder. You can "
                "remove single pages instead.",
            ],
        ),
        contact(),
    ],
)
