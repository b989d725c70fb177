using CsCheck;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Sqlite;

/// <summary>Random lives of a hot store against a plain list. A lost checkpoint is made good by the stream, which has every batch.</summary>
public sealed class HotStoreModelTests
{
    private enum Step { Save, SaveAgain, Reopen, Kill, LoseState, LoseRows, NextDay, Pause }

    private static readonly Gen<(Step Step, (int Device, int Late, int Value)[] Rows)[]> Lives = Gen.Select(
        Gen.Frequency((4, Gen.Const(Step.Save)), (6, Gen.Enum<Step>())),
        Gen.Select(Gen.Int[0, 3], Gen.Int[-50, 50], Gen.Int[0, 1_000]).Array[0, 8]).Array[1, 20];

    [Fact]
    public Task A_hot_store_is_a_list_whatever_happens_to_it() => Lives.SampleAsync(LiveAsync, iter: 40, threads: 1);

    private static async Task LiveAsync((Step Step, (int Device, int Late, int Value)[] Rows)[] steps)
    {
        using var life = new Life();
        await life.LiveAsync(steps);
    }

    private sealed class Life : IDisposable
    {
        private readonly BatchBuilder _builder = new();
        private readonly List<(long Sequence, DateTimeOffset At, (int Device, int Late, int Value)[] Rows)> _batches = [];
        private HotFolder _folder = new();
        private SqliteHotStore _store = null!;

        private static CancellationToken Ct => TestContext.Current.CancellationToken;

        public async Task LiveAsync((Step Step, (int Device, int Late, int Value)[] Rows)[] life)
        {
            _store = _folder.Open();
            var earlier = _folder.Copy();
            foreach (var (step, rows) in life)
            {
                switch (step)
                {
                    case Step.Save:
                        earlier.Dispose();
                        earlier = _folder.Copy();
                        _batches.Add((_batches.Sum(b => b.Rows.Length + 1) + rows.Length + 1, _folder.Clock.GetUtcNow(), rows));
                        await SaveAsync(_batches.Count - 1);
                        break;
                    case Step.SaveAgain when _batches.Count > 0:
                        await SaveAsync(_batches.Count - 1);
                        break;
                    case Step.Reopen:
                        _store.Dispose();
                        _store = _folder.Open();
                        break;
                    case Step.Kill:
                        await CrashAsync(_ => { });
                        break;
                    case Step.LoseState:
                        await CrashAsync(left => left.TakeFrom(earlier, "state.db*"));
                        break;
                    case Step.LoseRows:
                        // A day file once begun does not vanish, see DayFile.Open.
                        var sameFiles = Names(earlier).SequenceEqual(Names(_folder));
                        await CrashAsync(left =>
                        {
                            if (sameFiles) left.TakeFrom(earlier, "hot-*");
                        });
                        break;
                    case Step.NextDay:
                        _folder.Clock.Advance(TimeSpan.FromDays(1));
                        break;
                    default:
                        _folder.Clock.Advance(TimeSpan.FromSeconds(10));
                        break;
                }
            }

            await CompareAsync();
            earlier.Dispose();
        }

        public void Dispose()
        {
            _store.Dispose();
            _folder.Dispose();
        }

        private static IEnumerable<string?> Names(HotFolder folder) =>
            Directory.GetFiles(folder.Path, "hot-*.db").Select(Path.GetFileName).Order(StringComparer.Ordinal);

        private async Task CrashAsync(Action<HotFolder> hurt)
        {
            var left = _folder.Copy();
            hurt(left);
            _store.Dispose();
            _folder.Dispose();
            (_folder, _store) = (left, left.Open());
            var checkpoint = await _store.CheckpointAsync(0, Ct);
            Assert.True(checkpoint <= (_batches.Count == 0 ? 0 : _batches[^1].Sequence));
            for (var i = 0; i < _batches.Count; i++)
            {
                if (_batches[i].Sequence > checkpoint) await SaveAsync(i);
            }
        }

        private Task SaveAsync(int number)
        {
            var (through, at, rows) = _batches[number];
            _builder.Begin(through);
            for (var i = 0; i < rows.Length; i++)
            {
                var reading = _builder.Add($"dev-{rows[i].Device}", through - rows.Length + i, at.AddSeconds(rows[i].Late));
                reading.IngestTimestamp = at;
                BatchBuilder.Set(reading, "tempC", rows[i].Value);
            }

            return _store.SaveAsync(_builder.Build(), Ct);
        }

        private async Task CompareAsync()
        {
            for (var device = 0; device < 4; device++)
            {
                var id = Sample.Device($"dev-{device}");
                var expected = _batches.SelectMany(b => b.Rows.Select(r => (r.Device, Time: b.At.AddSeconds(r.Late), Value: (double)r.Value)))
                    .Where(r => r.Device == device).Select(r => (r.Time, r.Value)).ToList();
                var recent = await _store.RecentAsync(id, 1_000, Ct);
                Assert.Equal(Enumerable.Reverse(expected), recent.Select(r => (r.EventTime, r.Metrics["tempC"].Number!.Value)));
                var latest = await _store.LatestAsync(id, Ct);
                Assert.Equal(
                    expected.Count == 0 ? null : expected.Select((r, i) => (r.Time, i, r.Value)).Max().Value,
                    latest?.Metrics["tempC"].Number);
                var (from, to) = (Sample.Noon.AddSeconds(-20), Sample.Noon.AddDays(2));
                var series = await _store.SeriesAsync(id, "tempC", from, to, 10_000, Ct);
                Assert.Equal(
                    expected.Where(r => r.Time >= from && r.Time <= to).OrderBy(r => r.Time).ThenBy(r => r.Value),
                    series.Select(p => (p.Time, p.Value)).OrderBy(r => r.Time).ThenBy(r => r.Value));
            }

            Assert.Equal(_batches.Count == 0 ? 0 : _batches[^1].Sequence, await _store.CheckpointAsync(0, Ct));
        }
    }
}
