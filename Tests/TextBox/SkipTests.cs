using System.Collections.Generic;
using NUnit.Framework;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    public sealed class SkipTests
    {
        [Test]
        public void Read_text_is_left_after_50_ms_a_page()
        {
            var window = new MessageWindow(2, 1);
            var blips = 0;
            window.GlyphShown += _ => blips++;
            window.Begin(isRead: true);
            window.Skip = true;
            window.Append("ああいい");
            window.Complete();
            Assert.That((window.Shown(), window.State), Is.EqualTo(("ああ", RevealState.PageFull)));
            window.Update(0.049);
            Assert.That(window.Shown(), Is.EqualTo("ああ"));
            window.Update(0.001);
            Assert.That(window.Shown(), Is.EqualTo("いい"));
            window.Update(0.050);
            Assert.That((window.State, window.Skip, blips), Is.EqualTo((RevealState.Idle, true, 0)));
        }

        [Test]
        public void Skipping_stops_at_text_that_was_not_read()
        {
            var window = new MessageWindow { Skip = true };
            window.Begin();
            window.Append("はじめて");
            window.Complete();
            Assert.That(window.Skip, Is.False);
            window.Skip = true; // the key is still down
            window.Update(0.030);
            Assert.That((window.Shown(), window.State), Is.EqualTo(("は", RevealState.Revealing)));
        }

        [Test]
        public void Unread_text_is_skipped_if_the_player_wants_it()
        {
            var window = new MessageWindow { Skip = true };
            window.Pacing.SkipUnread = true;
            window.Begin();
            window.Append("はじめて");
            window.Update(1);
            Assert.That((window.Skip, window.Shown(), window.State), Is.EqualTo((true, "はじめ", RevealState.Starved)), "a stall is waited for");
            window.Complete();
            window.Update(0.050);
            Assert.That(window.State, Is.EqualTo(RevealState.Idle));
        }

        [Test]
        public void Faces_of_skipped_text_are_reached_in_order()
        {
            var window = new MessageWindow { Skip = true };
            window.Pacing.SkipUnread = true;
            var faces = new List<string>();
            window.TagReached += t => faces.Add(t.Value);
            window.Replace("[face:a]ああ[face:b]いい[face:c]");
            Assert.That(faces, Is.EqualTo(new[] { "a", "b", "c" }));
        }
    }
}
