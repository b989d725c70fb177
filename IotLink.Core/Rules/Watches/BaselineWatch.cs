using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// A value is far from what it usually is on this device. Usual is an exponentially weighted mean and variance over about
/// <paramref name="over"/>, of all hours or of the same hour of the day (Korean time). What deviates is learned as well: a new level
/// becomes usual in time. The state is three numbers, or three for each hour.
/// </summary>
/// <param name="least">Readings to learn from before it says anything.</param>
internal sealed class BaselineWatch(CompiledExpression of, Distance by, TimeSpan over, bool sameHour, int least, CompiledExpression? condition)
    : RuleWatch($"baseline {of.Text} {over} {sameHour}")
{
    private const int Cell = 3;
    private const int Hours = 24;
    private const long Hour = 3_600_000;
    private const long Seoul = 9 * Hour;

    /// <summary>A value that never moved would make any change endless; a thousandth of it is taken for noise.</summary>
    private const double Noise = 0.001;

    private readonly double _span = over.TotalMilliseconds / (sameHour ? Hours : 1);

    public override bool KeepsWindow => true;

    public override TimeSpan LooksBack => over;

    public override bool Starts(in RuleMoment moment) => of.IsKnown(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var value = of.Evaluate(moment.Numbers);
        if (double.IsNaN(value)) return Truth.Unknown;
        if (state.Values.Length == 0) (state.Values, state.Times) = (new double[sameHour ? Hours * Cell : Cell], new long[sameHour ? Hours : 1]);
        var cell = CellOf(moment.Time);
        var usual = state.Values.AsSpan(cell * Cell, Cell);
        var known = usual[2] >= least;
        var far = known && by.IsExceeded(value, usual[0], Sigma(usual));
        if (far && !state.Open) state.Evidence = Sentence(moment, usual);
        Learn(usual, ref state.Times[cell], moment.Time, value);
        state.Count = 1;
        return !known ? Truth.Unknown : !far ? Truth.No : condition is null ? Truth.Yes : Ask(condition, moment);
    }

    public override string Evidence(in RuleMoment moment, RuleState state) => state.Evidence ?? "";

    public override bool IsIdle(RuleState state) => state.Count == 0;

    private static double Sigma(ReadOnlySpan<double> usual) => Math.Max(Math.Sqrt(usual[1]), Math.Max(Math.Abs(usual[0]) * Noise, 1e-9));

    private int CellOf(long time) => sameHour ? (int)((time + Seoul) / Hour % Hours) : 0;

    private void Learn(Span<double> usual, ref long last, long time, double value)
    {
        usual[2] = Math.Min(usual[2] + 1, 1e9);
        var gap = last == 0 ? 0 : Math.Clamp(time - last, 0, sameHour ? Hour : long.MaxValue);
        var weight = Math.Max(1 / usual[2], 1 - Math.Exp(-gap / _span)); // a plain mean until the span is full
        last = time;
        var off = value - usual[0];
        usual[0] += weight * off;
        usual[1] = (1 - weight) * (usual[1] + (weight * off * off));
    }

    private string Sentence(in RuleMoment moment, ReadOnlySpan<double> usual) =>
        $"{moment.Shows(of)} is {ExpressionPrinter.Number(Math.Round(Math.Abs(of.Evaluate(moment.Numbers) - usual[0]), 3))} "
        + $"{(of.Evaluate(moment.Numbers) > usual[0] ? "above" : "below")} its usual {ExpressionPrinter.Number(Math.Round(usual[0], 3))} "
        + $"(sigma {ExpressionPrinter.Number(Math.Round(Sigma(usual), 3))}), more than {by}"
        + (condition is null ? "" : $", while {moment.Shows(condition)}");
}
