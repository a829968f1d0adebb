using System.Collections.Generic;
using NUnit.Framework;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    public sealed class ResizeTests
    {
        [Test]
        public void What_was_shown_stays_shown_and_the_reveal_goes_on()
        {
            var window = new MessageWindow(4, 2);
            var faces = new List<string>();
            window.TagReached += t => faces.Add(t.Value);
            window.Begin();
            window.Append("ああああ[face:a]いいいいうううう[face:b]えええ");
            window.HurryUp();
            window.Next();
            window.Update(0.060);
            Assert.That((window.Shown(), window.PageIndex), Is.EqualTo(("うう", 1)));

            window.Resize(6, 2);
            Assert.That((window.Shown(), window.PageIndex, window.State), Is.EqualTo(("ああああいい｜いいうう", 0, RevealState.Revealing)));
            window.Update(0.060);
            Assert.That(window.Shown(), Is.EqualTo("ああああいい｜いいうううう"));
            Assert.That(faces, Is.EqualTo(new[] { "a" }));

            window.Resize(2, 1);
            Assert.That((window.Shown(), window.PageIndex), Is.EqualTo(("うう", 5)));
            window.Append("お");
            window.Complete();
            window.Next();
            window.HurryUp();
            window.Next();
            window.HurryUp();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("えお", RevealState.Complete)));
            window.Resize(25, 3);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("ああああいいいいううううえええお", RevealState.Complete)));
            Assert.That(faces, Is.EqualTo(new[] { "a", "b" }), "no tag is reached twice");
        }

        [Test]
        public void A_text_that_was_left_is_laid_out_anew_too()
        {
            var window = new MessageWindow(4, 2);
            window.Resize(5, 2);
            window.Replace("ああああい");
            window.HurryUp();
            window.Next();
            window.Resize(4, 3);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("ああああ｜い", RevealState.Idle)));
            window.Update(1);
            Assert.That(window.Shown(), Is.EqualTo("ああああ｜い"));
        }

        [Test]
        public void A_word_whose_end_is_not_known_in_the_wider_line_comes_again()
        {
            var window = new MessageWindow(2, 3);
            window.Pacing.Instant = true;
            window.Begin();
            window.Append("あabcdefghijk");
            Assert.That(window.Shown(), Is.EqualTo("あ｜abcd"));
            window.Resize(10, 3);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("あ", RevealState.Starved)));
            window.Complete();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("あabcdefghijk", RevealState.Complete)));
        }
    }
}
