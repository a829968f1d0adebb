using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Ojousama.Tests.Loading
{
    public sealed class SharedResourcesTests
    {
        [Test]
        public async Task Equal_keys_share_one_until_the_last_lets_go()
        {
            var shared = new SharedResources<string, Thing>();
            int loads = 0;
            Task<Thing> Load(CancellationToken ended)
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
                "a", _ => Task.FromException<Thing>(new OjousamaException("It is missing", "Bring it")), CancellationToken.None));

            using var lease = await shared.RentAsync("a", _ => Task.FromResult(new Thing()), CancellationToken.None);
            Assert.That(lease.Value.IsDisposed, Is.False);
        }

        [Test]
        public async Task One_who_loses_interest_does_not_cancel_the_others()
        {
            var shared = new SharedResources<string, Thing>();
            var loading = new TaskCompletionSource<Thing>();
            using var cancellation = new CancellationTokenSource();
            var impatient = shared.RentAsync("a", _ => loading.Task, cancellation.Token);
            var patient = shared.RentAsync("a", _ => loading.Task, CancellationToken.None);

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
            var impatient = shared.RentAsync("a", _ => loading.Task, cancellation.Token);
            cancellation.Cancel();
            Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());

            var thing = new Thing();
            loading.SetResult(thing);

            Assert.That(() => thing.IsDisposed, Is.True.After(5000, 5));
        }

        [Test]
        public void A_load_that_nobody_waits_for_is_cancelled()
        {
            var shared = new SharedResources<string, Thing>();
            using var cancellation = new CancellationTokenSource();
            CancellationToken seen = default;
            var impatient = shared.RentAsync(
                "a",
                ended =>
                {
                    seen = ended;
                    return new TaskCompletionSource<Thing>().Task;
                },
                cancellation.Token);
            Assert.That(seen.IsCancellationRequested, Is.False);
            cancellation.Cancel();
            Assert.That(seen.IsCancellationRequested, Is.True);
            Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        }

        [Test]
        public async Task Letting_go_of_one_does_not_wait_for_the_load_of_another()
        {
            var shared = new SharedResources<string, Thing>();
            var lease = await shared.RentAsync("a", _ => Task.FromResult(new Thing()), CancellationToken.None);
            using var entered = new ManualResetEventSlim();
            using var goOn = new ManualResetEventSlim();
            Task<SharedResources<string, Thing>.Lease> other = Task.Run(() => shared.RentAsync(
                "b",
                _ =>
                {
                    entered.Set();
                    goOn.Wait();
                    return Task.FromResult(new Thing());
                },
                CancellationToken.None));
            entered.Wait();

            Task letGo = Task.Run(lease.Dispose);
            bool isAtOnce = await Task.WhenAny(letGo, Task.Delay(5000)) == letGo;
            goOn.Set();

            Assert.That((isAtOnce, lease.Value.IsDisposed), Is.EqualTo((true, true)));
            (await other).Dispose();
        }

        sealed class Thing : IDisposable
        {
            public bool IsDisposed { get; private set; }

            public void Dispose() => IsDisposed = true;
        }
    }
}
