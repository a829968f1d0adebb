using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    public sealed class RevealTests
    {
        const double Millisecond = 0.001;

        [TestCase("はい、そうです。では！？ね", "は30 い60 、90 そ270 う300 で330 す360 。390 で720 は750 ！780 ？810 ね1140")]
        [TestCase("「はい。」と", "「30 は60 い90 。120 」150 と180")]
        [TestCase("3.14と1,000。", "330 .60 190 4120 と150 1180 ,210 0240 0270 0300 。330")]
        public void Characters_appear_at_their_times(string text, string expected)
        {
            // Whatever the frame rate: a frame shows what was due within it.
            foreach (int frame in new[] { 1, 5, 10, 30 })
            {
                var window = Whole(text);
                var times = new List<string>();
                for (int t = frame; window.State == RevealState.Revealing; t += frame)
                {
                    int before = window.Shown().Length;
                    window.Update(frame * Millisecond);
                    times.AddRange(window.Shown().Skip(before).Select(c => $"{c}{t}"));
                }

                if (frame <= 10)
                    Assert.That(string.Join(" ", times), Is.EqualTo(expected), $"{frame} ms a frame");
                Assert.That(window.Shown(), Is.EqualTo(text));
            }
        }

        [Test]
        public void One_long_frame_shows_all_that_was_due_and_no_more()
        {
            var window = Whole("はい、そうです。では！？ね");
            window.Update(0.809);
            Assert.That(window.Shown(), Is.EqualTo("はい、そうです。では！"));
            window.Update(0.331);
            Assert.That(window.Shown(), Is.EqualTo("はい、そうです。では！？ね"));
        }

        [Test]
        public void Text_speed_divides_all_delays_and_instant_skips_them()
        {
            var window = Whole("はい、え");
            window.Pacing.Speed = 2;
            window.Update(0.045);
            Assert.That(window.Shown(), Is.EqualTo("はい、"));
            window.Update(0.089);
            Assert.That(window.Shown(), Is.EqualTo("はい、"));
            window.Update(0.001);
            Assert.That(window.Shown(), Is.EqualTo("はい、え"));

            window = Whole("とても長い文。そして。");
            window.Pacing.Instant = true;
            window.Update(0);
            Assert.That(window.Shown(), Is.EqualTo("とても長い文。そして。"));
            Assert.That(() => window.Pacing.Speed = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void States_follow_the_stream()
        {
            var window = new MessageWindow(2, 1);
            Assert.That(window.State, Is.EqualTo(RevealState.Idle));
            window.Begin();
            window.Update(1);
            Assert.That(window.State, Is.EqualTo(RevealState.Waiting));
            window.Append("ああい");
            Assert.That(window.State, Is.EqualTo(RevealState.Revealing));
            window.Update(0.060);
            Assert.That(window.State, Is.EqualTo(RevealState.Starved), "the last character may still get a mark");
            window.Append("う");
            Assert.That(window.State, Is.EqualTo(RevealState.PageFull));
            Assert.That(window.CanGoOn, Is.True);
            Assert.That(window.Next(), Is.True);
            window.Update(0.030);
            Assert.That(window.Shown(), Is.EqualTo("い"));
            window.Complete();
            Assert.That(window.State, Is.EqualTo(RevealState.Revealing));
            window.Update(0.030);
            Assert.That((window.State, window.Shown(), window.PageIndex), Is.EqualTo((RevealState.Complete, "いう", 1)));
            Assert.That(window.Next(), Is.True);
            Assert.That(window.State, Is.EqualTo(RevealState.Idle));
            Assert.That(window.Next(), Is.False);
            Assert.That(window.Shown(), Is.EqualTo("いう"), "the text stands until another begins");
        }

        [Test]
        public void A_stall_shows_no_sign_to_go_on_and_does_not_start_auto_mode()
        {
            var window = new MessageWindow { Auto = true };
            window.Begin();
            window.Append("ええと、あ");
            window.Update(5);
            window.Update(5);
            Assert.That((window.State, window.CanGoOn, window.Shown()), Is.EqualTo((RevealState.Starved, false, "ええと、")));
            Assert.That(window.Next(), Is.False);

            window.Append("のね");
            window.Update(0.016);
            Assert.That(window.Shown(), Is.EqualTo("ええと、あ"), "after a stall the pace is taken up again, without a burst");
            window.Complete();
            window.Update(0.060);
            Assert.That(window.State, Is.EqualTo(RevealState.Complete));
            window.Update(1.300 + 0.060 * 7 - 0.016 - 0.001); // 16 ms had passed when あ was shown
            Assert.That(window.State, Is.EqualTo(RevealState.Complete));
            window.Update(0.002);
            Assert.That(window.State, Is.EqualTo(RevealState.Idle));
        }

        [Test]
        public void Auto_mode_counts_from_the_end_of_a_text_that_ended_in_a_stall()
        {
            var window = new MessageWindow { Auto = true };
            window.Begin();
            window.Append("はい\n");
            window.Append("\n");
            window.Update(60);
            Assert.That(window.State, Is.EqualTo(RevealState.Starved));
            window.Complete();
            Assert.That(window.State, Is.EqualTo(RevealState.Complete));
            window.Update(1.419);
            Assert.That(window.State, Is.EqualTo(RevealState.Complete));
            window.Update(0.002);
            Assert.That(window.State, Is.EqualTo(RevealState.Idle));
        }

        [Test]
        public void Hurry_up_completes_the_page_and_what_still_comes_for_it()
        {
            var window = new MessageWindow(4, 1);
            int blips = 0;
            window.GlyphShown += _ => blips++;
            window.Begin();
            window.HurryUp();
            window.Append("ああああ");
            Assert.That(window.Shown(), Is.EqualTo(""), "there was nothing to hurry");
            window.Update(0.030);
            window.Advance();
            Assert.That((window.Shown(), window.State, blips), Is.EqualTo(("あああ", RevealState.Starved, 1)));
            window.Append("いい");
            Assert.That((window.Shown(), window.State), Is.EqualTo(("ああああ", RevealState.PageFull)));
            window.Advance();
            window.Append("う");
            Assert.That((window.Shown(), window.State), Is.EqualTo(("", RevealState.Revealing)), "the next page has its own pace");
        }

        [Test]
        public void A_fallback_line_replaces_what_had_come()
        {
            var window = new MessageWindow();
            window.Begin();
            window.Append("わたく");
            window.Update(1);
            int page = window.PageVersion;
            window.Replace("ごめんなさい。");
            Assert.That((window.Shown(), window.State), Is.EqualTo(("", RevealState.Revealing)));
            Assert.That(window.PageVersion, Is.Not.EqualTo(page));
            window.HurryUp();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("ごめんなさい。", RevealState.Complete)));
        }

        [Test]
        public void Listeners_get_whole_sentences()
        {
            var window = new MessageWindow(4, 2);
            var sentences = new List<string>();
            window.SentenceShown += sentences.Add;
            window.Begin();
            foreach (string piece in Typesetter.Chunks("「はい！？」　え。3.5\n次へ、つづく…。\"うん。\"え。", 2))
            {
                window.Append(piece);
                window.Update(5);
                window.Next();
            }

            window.Complete();
            while (window.State != RevealState.Idle)
            {
                window.Update(5);
                window.Next();
            }

            Assert.That(sentences, Is.EqualTo(new[] { "「はい！？」", "え。", "3.5", "次へ、つづく…。", "\"うん。\"", "え。" }));
        }

        [Test]
        public void A_handler_that_throws_does_not_stall_the_text()
        {
            var window = Whole("はい");
            window.GlyphShown += _ => throw new InvalidTimeZoneException();
            Assert.That(() => window.Update(1), Throws.TypeOf<InvalidTimeZoneException>());
            Assert.That(() => window.Update(1), Throws.TypeOf<InvalidTimeZoneException>());
            window.Update(1);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("はい", RevealState.Complete)));
        }

        [Test]
        public void A_handler_may_begin_another_text()
        {
            var window = Whole("[face:a]はい。ええ[face:b]");
            window.TagReached += t =>
            {
                if (t.Value == "a")
                    window.Replace("[face:c]別の文。");
            };
            window.Update(0.030);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("", RevealState.Revealing)));
            window.HurryUp();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("別の文。", RevealState.Complete)));

            var faces = new List<string>();
            window = Whole("はい。[face:a]");
            window.TagReached += t =>
            {
                faces.Add(t.Value);
                if (t.Value == "a")
                    window.Replace("別[face:b]の文。[face:c]");
            };
            window.HurryUp();
            Assert.That(faces, Is.EqualTo(new[] { "a" }), "the other text has its own time");
            window.HurryUp();
            Assert.That(faces, Is.EqualTo(new[] { "a", "b", "c" }));

            int lines = 0;
            window.Finished += () => window.Replace($"{++lines}行目");
            window.Skip = window.Auto = true;
            window.Pacing.SkipUnread = true;
            window.Pacing.SkipPage = TimeSpan.Zero;
            window.Update(0.016);
            Assert.That((window.Shown(), lines), Is.EqualTo(("1行目", 1)), "a text stands for a frame at least");

            var endings = new List<string>();
            window = Whole("終わり。");
            window.SentenceShown += s =>
            {
                endings.Add(s);
                if (endings.Count == 1)
                    window.Replace("始まり。[face:d]");
            };
            window.TagReached += t => faces.Add(t.Value);
            window.HurryUp();
            Assert.That(faces, Has.Count.EqualTo(3), "the tag stands behind the other text's end");
            window.HurryUp();
            Assert.That(endings, Is.EqualTo(new[] { "終わり。", "始まり。" }));
        }

        [Test]
        public void Versions_change_only_with_what_is_seen()
        {
            var window = Whole("はい");
            window.Update(0.010);
            int version = window.Version;
            window.Update(0.010);
            Assert.That(window.Version, Is.EqualTo(version));
            window.Update(0.010);
            Assert.That(window.Version, Is.Not.EqualTo(version));
        }

        [Test]
        public void Misuse_is_told()
        {
            var window = new MessageWindow();
            Assert.That(() => window.Append("あ"), Throws.InvalidOperationException.With.Message.Contains("Begin"));
            window.Replace("あ");
            Assert.That(() => window.Complete(), Throws.InvalidOperationException);
            Assert.That(() => new MessageWindow(1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new MessageWindow(25, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        static MessageWindow Whole(string text)
        {
            var window = new MessageWindow();
            window.Replace(text);
            return window;
        }
    }
}
