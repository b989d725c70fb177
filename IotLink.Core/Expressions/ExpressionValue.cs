namespace IotLink.Core.Expressions;

/// <summary>What the interpreter works on: a number (true is 1, false is 0, NaN is not known) or a text.</summary>
public readonly record struct ExpressionValue(double Number, string? Text)
{
    public static ExpressionValue Unknown => new(double.NaN, null);

    public bool IsTrue => ExpressionMath.IsTrue(Number);

    public bool IsFalse => ExpressionMath.IsFalse(Number);

    public static ExpressionValue Of(double number) => new(number, null);

    public static ExpressionValue Of(bool truth) => new(truth ? 1 : 0, null);

    public static ExpressionValue Of(string? text) => new(double.NaN, text);
}
