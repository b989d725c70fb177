using IotLink.Core.Expressions;

namespace IotLink.Core.Conversion.Plans;

/// <summary>The named values of one payload while it is decoded: numbers with NaN for absent, texts with null.</summary>
internal sealed class SlotValues
{
    private readonly Func<NameNode, ExpressionValue> _read;
    private double[] _numbers = new double[Slot.BuiltIn];
    private string?[] _texts = [];
    private BoundExpression? _current;

    public SlotValues() => _read = Read;

    public void Reset(SpecPlan plan)
    {
        if (_numbers.Length < plan.Numbers) _numbers = new double[plan.Numbers];
        if (_texts.Length < plan.Texts) _texts = new string?[plan.Texts];
        Array.Fill(_numbers, double.NaN);
        Array.Clear(_texts);
    }

    public double this[Slot slot]
    {
        get => _numbers[slot.Index];
        set => _numbers[slot.Index] = value;
    }

    public void Set(Slot[] slots, double value)
    {
        foreach (var slot in slots) _numbers[slot.Index] = value;
    }

    public void Set(Slot[] slots, string? value)
    {
        foreach (var slot in slots) _texts[slot.Index] = value;
    }

    public void Clear(Slot[] slots)
    {
        foreach (var slot in slots)
        {
            if (slot.IsText) _texts[slot.Index] = null;
            else _numbers[slot.Index] = double.NaN;
        }
    }

    public ExpressionValue Evaluate(BoundExpression expression)
    {
        _current = expression;
        return ExpressionInterpreter.Evaluate(expression.Source.Root, _read);
    }

    /// <summary>Booleans are 1 and 0.</summary>
    public double Number(BoundExpression expression) => Evaluate(expression).Number;

    private ExpressionValue Read(NameNode name)
    {
        var slot = _current!.Slots[name.Name];
        return slot.IsText ? ExpressionValue.Of(_texts[slot.Index]) : ExpressionValue.Of(_numbers[slot.Index]);
    }
}
