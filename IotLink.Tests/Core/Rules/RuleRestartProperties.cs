using CsCheck;
using IotLink.Core.Rules;

namespace IotLink.Tests.Core.Rules;

public sealed class RuleRestartProperties
{
    private static readonly string[] Rules =
    [
        "condition: tempC > 80", "condition: tempC > 76, hysteresis: 3, levels: [{severity: critical, condition: tempC > 84, hysteresis: 3, hold: 70s}]",
        "condition: tempC > 80, hysteresis: 5, hold: 2m", "condition: tempC > 80, for: 90s", "condition: tempC > 80, for: 90s, hysteresis: 3, hold: 70s",
        "condition: tempC > 80, times: 3, within: 5m", "condition: tempC > 80, times: 2, of: 4", "change: {of: tempC, by: 8, within: 3m}", "noData: 3 periods",
        "sequence: {steps: [tempC > 82, tempC < 76], within: 4m}", "sequence: {steps: [tempC > 82, tempC < 76], within: 2m, missing: true}",
        "baseline: {of: tempC, by: 2 sigma, least: 5, over: 1h}", "peers: {of: tempC, by: 6, least: 1}",
    ];

    private static readonly Gen<string> Step = Gen.Select(Gen.Int[5, 150], Gen.Int[70, 90], Gen.Int[0, 9], (gap, value, kind) => $"{gap} {value} {kind}");

    [Fact]
    public void Restarted_at_any_points_the_engine_says_what_one_says_that_was_never_restarted() =>
        Gen.Select(Gen.Int[0, Rules.Length - 1], Step.Array[1, 40], Gen.Int[0, 1_000_000]).Sample((rule, steps, seed) =>
        {
            var (plain, restarted, random, at) = (new List<string>(), new List<string>(), new Random(seed), TimeSpan.FromHours(10));
            foreach (var words in steps.Select(s => s.Split(' ')))
            {
                at += TimeSpan.FromSeconds(int.Parse(words[0], null));
                var step = words[2] switch
                {
                    "0" or "1" => $"{at} tick",
                    "2" => $"{at} late {at - TimeSpan.FromSeconds(100)} tempC {words[1]}",
                    "3" => $"{at} b: tempC {words[1]}",
                    _ => $"{at} tempC {words[1]}",
                };
                plain.Add(step);
                restarted.Add(step);
                if (random.Next(3) == 0) restarted.Add("restart");
            }

            Assert.Equal(new RuleScenario(Rules[rule]).Play(string.Join("; ", plain)), new RuleScenario(Rules[rule]).Play(string.Join("; ", restarted)));
        });

    [Fact]
    public void How_often_the_clock_ticks_changes_nothing_that_is_said() =>
        Gen.Select(Gen.Int[0, Rules.Length - 1], Step.Array[1, 30]).Sample((rule, steps) =>
        {
            var (seldom, often, at) = (new List<string>(), new List<string>(), TimeSpan.FromHours(10));
            foreach (var words in steps.Select(s => s.Split(' ')))
            {
                var next = at + TimeSpan.FromSeconds(int.Parse(words[0], null));
                for (; at < next; at += TimeSpan.FromSeconds(1)) often.Add($"{at} tick");
                seldom.Add($"{at} tempC {words[1]}");
                often.Add($"{at} tempC {words[1]}");
            }

            Assert.Equal(new RuleScenario(Rules[rule]).Play(string.Join("; ", seldom)), new RuleScenario(Rules[rule]).Play(string.Join("; ", often)));
        });

    /// <summary>Whatever the order of arrival: what is raised was never contradicted by a reading that had come by then.</summary>
    [Fact]
    public void Readings_out_of_order_raise_nothing_that_a_reading_contradicts() =>
        Gen.Select(Gen.Int[70, 90].Array[2, 30], Gen.Int[0, 1_000_000]).Sample((values, seed) =>
        {
            var random = new Random(seed);
            var events = values.Select((value, i) => (Time: TimeSpan.FromHours(10) + TimeSpan.FromSeconds(20 * i), Value: value, Delay: random.Next(0, 90)));
            var (scenario, arrived) = (new RuleScenario("condition: tempC > 80, for: 50s"), new List<(TimeSpan Time, int Value)>());
            foreach (var (time, value, delay) in events.OrderBy(e => e.Time + TimeSpan.FromSeconds(e.Delay)))
            {
                scenario.Play($"{time + TimeSpan.FromSeconds(delay)} tick");
                Check(scenario.Verdicts);
                arrived.Add((time, value));
                scenario.Play($"{time + TimeSpan.FromSeconds(delay)} late {time} tempC {value}");
                Check(scenario.Verdicts);
            }

            void Check(IEnumerable<RuleVerdict> verdicts)
            {
                foreach (var raised in verdicts.Where(v => v.Raise))
                {
                    var at = raised.At.ToOffset(TimeSpan.FromHours(9)).TimeOfDay;
                    Assert.DoesNotContain(arrived, a => a.Value <= 80 && a.Time > at - TimeSpan.FromSeconds(50) && a.Time < at);
                }
            }
        });
}
