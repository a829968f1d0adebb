using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Loading;

namespace Ojousama.Tests.Loading
{
    public sealed class SharedResourcesTests
    {
        [Test]
        public async Task Equal_keys_share_one_until_the_last_lets_go()
        {
            var shared = new SharedResources<string, Thing>();
            int loads = 0;
            Task<Thing> Load()
            {
                loads++;
                return Task.FromResult(new Thing());
            }

            var first = await shared.RentAsync("a", Load, CancellationToken.None);
            var second = await shared.RentAsync("a", Load, CancellationToken.None);
            Assert.That(second.Value, Is.SameAs(first.Value));

            first.Dispose();
            first.Dispose();
            Assert.That(second.Value.IsDisposed, Is.False);
            second.Dispose();
            Assert.That(second.Value.IsDisposed, Is.True);

            using var third = await shared.RentAsync("a", Load, CancellationToken.None);
            Assert.That(third.Value.IsDisposed, Is.False);
            Assert.That(loads, Is.EqualTo(2));
        }

        [Test]
        public async Task A_failed_load_does_not_stand_in_the_way_of_the_next()
        {
            var shared = new SharedResources<string, Thing>();

            Assert.ThrowsAsync<OjousamaException>(() => shared.RentAsync(
                "a", () => Task.FromException<Thing>(new OjousamaException("It is missing", "Bring it")), CancellationToken.None));

            using var lease = await shared.RentAsync("a", () => Task.FromResult(new Thing()), CancellationToken.None);
            Assert.That(lease.Value.IsDisposed, Is.False);
        }

        [Test]
        public async Task One_who_loses_interest_does_not_cancel_the_others()
        {
            var shared = new SharedResources<string, Thing>();
            var loading = new TaskCompletionSource<Thing>();
            using var cancellation = new CancellationTokenSource();
            var impatient = shared.RentAsync("a", () => loading.Task, cancellation.Token);
            var patient = shared.RentAsync("a", () => loading.Task, CancellationToken.None);

            cancellation.Cancel();
            Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
            loading.SetResult(new Thing());

            using var lease = await patient;
            Assert.That(lease.Value.IsDisposed, Is.False);
        }

        [Test]
        public void What_nobody_waits_for_any_more_is_disposed_when_it_comes()
        {
            var shared = new SharedResources<string, Thing>();
            var loading = new TaskCompletionSource<Thing>();
            using var cancellation = new CancellationTokenSource();
            var impatient = shared.RentAsync("a", () => loading.Task, cancellation.Token);
            cancellation.Cancel();
            Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());

            var thing = new Thing();
            loading.SetResult(thing);

            Assert.That(thing.IsDisposed, Is.True);
        }

        sealed class Thing : IDisposable
        {
            public bool IsDisposed { get; private set; }

            public void Dispose() => IsDisposed = true;
        }
    }
}
