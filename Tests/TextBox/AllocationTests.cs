using System;
using NUnit.Framework;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    public sealed class AllocationTests
    {
        [Test]
        public void Frames_allocate_nothing_whether_they_show_a_glyph_or_not()
        {
            var window = new MessageWindow { Auto = true };
            PlayThrough(window);
            PlayThrough(window); // the first texts fill the pools
            Assert.That(PlayThrough(window), Is.Zero);
        }

        /// <summary>Streams a reply a character a frame, to its end in auto mode.</summary>
        /// <returns>Bytes that all this allocated.</returns>
        static long PlayThrough(MessageWindow window)
        {
            const string reply = "ごきげんよう。わたくし、今日は「お庭」でTea Timeを楽しんで――おりましたの。薔薇がとても綺麗に咲いていて、" +
                "あなたにもお見せしたかったですわ。……べ、別に待っていたわけではありませんのよ？";
            var pieces = new string[reply.Length];
            for (int i = 0; i < pieces.Length; i++)
                pieces[i] = reply.Substring(i, 1);

            long before = GC.GetAllocatedBytesForCurrentThread();
            int glyphs = 0, frames = 0;
            window.Begin();
            for (; window.State != RevealState.Idle; frames++)
            {
                if (frames < pieces.Length)
                    window.Append(pieces[frames]);
                if (frames == pieces.Length)
                    window.Complete();
                int version = window.Version;
                window.Update(1 / 60.0);
                if (window.Version == version)
                    continue;
                for (int i = 0; i < window.Lines.Count; i++)
                    glyphs += window.Lines[i].VisibleCount;
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(frames, Is.GreaterThan(reply.Length * 2));
            Assert.That(glyphs, Is.GreaterThan(0));
            return allocated;
        }
    }
}
