using System;
using NUnit.Framework;
using Ojousama.Text;

namespace Ojousama.Tests.Text
{
    public sealed class StringPoolTests
    {
        [Test]
        public void A_string_seen_before_is_given_again()
        {
            var pool = new StringPool();

            string first = pool.Get("face:smile".AsSpan().Slice(5));

            Assert.That(pool.Get("smile".AsSpan()), Is.SameAs(first).And.EqualTo("smile"));
        }

        [Test]
        public void Strings_that_share_a_place_are_told_apart()
        {
            var pool = new StringPool();

            for (int round = 0; round < 2; round++)
                for (int i = 0; i < 5_000; i++) // far more than there are places
                    Assert.That(pool.Get(i.ToString().AsSpan()), Is.EqualTo(i.ToString()));
        }
    }
}
