using IotLink.Core.Things;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Things;

public sealed class ChangeCursorTests
{
    [Fact]
    public void A_number_that_was_skipped_is_looked_for_until_it_appears_or_patience_ends()
    {
        var cursor = new ChangeCursor(10);
        cursor.Saw(11, Plant.Noon);
        cursor.Saw(14, Plant.Noon);
        Assert.Equal(14, cursor.Highest);
        Assert.Equal([12, 13], cursor.Missing.Order());

        cursor.Saw(12, Plant.Noon.AddSeconds(1));
        Assert.Equal(14, cursor.Highest);
        Assert.Equal([13], cursor.Missing);

        cursor.Forget(Plant.Noon + ChangeCursor.Patience);
        Assert.Equal([13], cursor.Missing);
        cursor.Forget(Plant.Noon + ChangeCursor.Patience + TimeSpan.FromTicks(1));
        Assert.Empty(cursor.Missing);
    }
}
